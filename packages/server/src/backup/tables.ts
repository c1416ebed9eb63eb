import type pg from "pg";

/** A table that a logical backup carries; names are quoted already. */
export type Table = { readonly name: string; readonly columns: readonly string[]; readonly walled: boolean; readonly readable: boolean };

/**
 * All tables of the migrations, but not the record of the migrations themselves, nor the job queue's schema, which
 * its own library makes and upgrades: outside effects of a lost time are not to be sent again (the journal has them).
 * `readable` is whether the current user gets every row past the wall.
 */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           c.relrowsecurity as walled,
           not row_security_active(c.oid) or exists (
             select from pg_policy p
             where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r') and pg_get_expr(p.polqual, c.oid) = 'true'
               and (p.polroles = '{0}' or (select oid from pg_roles where rolname = current_user) = any (p.polroles))) as readable,
           (select array_agg(quote_ident(a.attname) order by a.attnum)
            from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'graphile_worker')
      and format('%I.%I', n.nspname, c.relname) not in ('public.installation', 'public.migration')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by 1`);
  return rows.filter((table) => table.columns !== null);
}

export type Sequence = { name: string; value: string };

/** Where each sequence stands; null ones were never used. */
export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences where last_value is not null and schemaname not like 'pg\\_%' and schemaname not in ('information_schema', 'graphile_worker') order by 1`);
  return rows;
}
