export const cast = [
  "Ines Okafor",
  "Tomas Brandt",
  "Mei Tanaka",
  "Jonas Petrov",
  "Amara Diallo",
  "Lucia Ferrari",
  "Samir Haddad",
  "Freya Nilsen",
];

export const requests = [
  {
    id: "1",
    title: "Check the binding of “Flora Batava, volume 3”",
    home: "Digitise a volume on request · Rara 4° 217",
    owner: "Mei Tanaka",
    due: "2026-03-20",
    minutes: 45,
    late: "3 days late",
  },
  {
    id: "2",
    title: "Scan the volume",
    home: "Digitise a volume on request · Rara 2° 31",
    owner: "Tomas Brandt",
    due: "2026-03-24",
    minutes: 390,
    late: null,
  },
  {
    id: "3",
    title: "Agree on the climate values with the insurer, the city’s buildings office and the moving company",
    home: "Move the rare-books room",
    owner: null,
    due: "2026-04-02",
    minutes: 2400,
    late: null,
  },
  {
    id: "4",
    title: "Answer the requester",
    home: "Digitise a volume on request · Hs. 88",
    owner: "Amara Diallo",
    due: "2026-03-26",
    minutes: 15,
    late: null,
  },
];

export const procedure = `### Before scanning

Ask **conservation** first if the spine is *loose* or the volume was bound before \`1850\`. See [the handling rules](https://lindgren.example/handling).

1. Wash hands, no gloves
2. Put the volume on the cradle
   - opening angle at most 110°
   - never press with the glass

- [x] Ruler in the first frame
- [ ] Colour target

> A torn page is a reason to stop, not to hurry.

| Format | Resolution |
| --- | --- |
| Folio | 400 dpi |
| Octavo | 600 dpi |

<script>alert("shown as text")</script>
`;
