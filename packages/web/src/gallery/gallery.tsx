import { Inbox, MoreHorizontal, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  Avatar,
  Badge,
  Button,
  Card,
  Checkbox,
  Chip,
  Combobox,
  Count,
  DateInput,
  Dialog,
  EmptyState,
  ErrorNote,
  ErrorState,
  Field,
  IconButton,
  Kbd,
  List,
  ListRow,
  Markdown,
  Menu,
  Meter,
  notify,
  NumberInput,
  PageBody,
  PageHeader,
  Person,
  PictureOrTable,
  Popover,
  Progress,
  Section,
  SegmentedControl,
  Select,
  SidePanel,
  Skeleton,
  TabBar,
  tabClass,
  Table,
  TextArea,
  TextInput,
  useFormat,
} from "../ui/index.ts";
import { cast, procedure, requests } from "./library.ts";

/** Not a screen of the product: every component, with the library's people and work, for the eye and for axe. */
export function Gallery() {
  return (
    <div className="min-h-dvh bg-surface">
      <PageHeader
        title="Digitise a volume on request"
        trail={<span>Processes</span>}
        aside={<Badge tone="accent">Revision 4</Badge>}
        actions={
          <>
            <IconButton label="More about this process" icon={<MoreHorizontal size={16} />} />
            <Button kind="primary" icon={<Plus size={16} />}>
              Start run
            </Button>
          </>
        }
        tabs={
          <TabBar label="Process">
            <a href="#procedure" aria-current="page" className={tabClass}>
              Procedure
            </a>
            <a href="#runs" className={tabClass}>
              Runs <Count value={14} />
            </a>
            <a href="#settings" className={tabClass}>
              Settings
            </a>
          </TabBar>
        }
      />
      <PageBody width="text">
        <div className="flex flex-col gap-10">
          <Buttons />
          <Words />
          <Forms />
          <Rows />
          <Overlays />
          <States />
          <Section title="Markdown">
            <Markdown text={procedure} />
          </Section>
        </div>
      </PageBody>
    </div>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}

function Buttons() {
  return (
    <Section title="Buttons">
      <Row>
        <Button kind="primary">Publish revision</Button>
        <Button>Save draft</Button>
        <Button kind="quiet">Cancel run</Button>
        <Button kind="danger">Retire process</Button>
        <Button kind="primary" why="Two steps have no role yet">
          Publish revision
        </Button>
        <Button kind="primary" busy>
          Publish revision
        </Button>
        <Button size="small">Assign</Button>
        <IconButton label="Add step" icon={<Plus size={16} />} keys="c" />
      </Row>
    </Section>
  );
}

function Words() {
  return (
    <Section title="Words and people">
      <Row>
        <Badge>Waiting</Badge>
        <Badge tone="accent">Running</Badge>
        <Badge tone="act">3 days late</Badge>
        <Count value={4} tone="act" />
        <Count value={12} />
        <Kbd keys="mod+k" />
        <Kbd keys="g d" />
        <Chip name="Conservation" onRemove={() => undefined}>
          Team: Conservation
        </Chip>
        <Meter share={0.6} />
      </Row>
      <Row>
        {cast.map((person) => (
          <Avatar key={person} name={person} size="medium" alone />
        ))}
        <Avatar name={null} size="medium" alone />
        <Person name="Mei Tanaka" nobody="Nobody" />
        <Person name={null} nobody="Nobody" />
      </Row>
    </Section>
  );
}

function Forms() {
  const [title, setTitle] = useState("Scan the volume");
  const [notes, setNotes] = useState("");
  const [day, setDay] = useState("2026-03-24");
  const [hours, setHours] = useState<number | null>(6.5);
  const [team, setTeam] = useState<string>("digitisation");
  const [owner, setOwner] = useState<string | null>("Mei Tanaka");
  const [done, setDone] = useState(true);
  const [view, setView] = useState<"picture" | "table">("picture");
  const [span, setSpan] = useState("week");
  return (
    <Section title="Forms">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Step">
          <TextInput value={title} onValue={setTitle} />
        </Field>
        <Field label="Shelf mark" error="There is no volume with this shelf mark. Look it up in the catalogue.">
          <TextInput value="Rara 4° 217" onValue={() => undefined} />
        </Field>
        <Field label="Instructions" optional help="Markdown; people see it while they work on the step">
          <TextArea value={notes} onValue={setNotes} placeholder="What to do, and what to look out for" />
        </Field>
        <div className="flex flex-col gap-4">
          <Field label="Due">
            <DateInput value={day} onValue={setDay} />
          </Field>
          <Field label="Working time">
            <NumberInput value={hours} onValue={setHours} step={0.5} min={0} unit="h" />
          </Field>
        </div>
        <Field label="Team">
          <Select
            value={team}
            onValue={setTeam}
            choices={[
              { value: "digitisation", label: "Digitisation" },
              { value: "conservation", label: "Conservation" },
              { value: "acquisitions", label: "Acquisitions" },
            ]}
          />
        </Field>
        <Field label="Owner">
          <Combobox
            value={owner}
            onValue={setOwner}
            choices={cast.map((name) => ({ value: name, label: name, icon: <Avatar name={name} /> }))}
          />
        </Field>
      </div>
      <Row>
        <Checkbox checked={done} onChecked={setDone} label="Bound after 1850" />
        <Checkbox checked="some" onChecked={() => undefined} label="All pages" />
        <Checkbox checked={done} onChecked={setDone} label="Check the binding" round />
        <Checkbox checked={false} onChecked={() => undefined} label="Waits for approval" disabled />
      </Row>
      <Row>
        <PictureOrTable value={view} onValue={setView} />
        <SegmentedControl
          label="Span"
          value={span}
          onValue={setSpan}
          choices={[
            { value: "day", label: "Day" },
            { value: "week", label: "Week" },
            { value: "month", label: "Month" },
          ]}
        />
      </Row>
    </Section>
  );
}

function Rows() {
  const format = useFormat("Europe/Berlin");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["2"]));
  return (
    <Section title="Rows">
      <Card padded={false}>
        <List label="My day">
          {requests.map((request) => (
            <ListRow
              key={request.id}
              id={request.id}
              lead={<Checkbox checked={false} onChecked={() => undefined} label={`Complete ${request.title}`} hideLabel round />}
              aside={
                <>
                  {request.late ? <Badge tone="act">{request.late}</Badge> : <span>{format.day(request.due, "2026-01-01")}</span>}
                  <Person name={request.owner} nobody="Nobody" />
                </>
              }
            >
              <a href={`#${request.id}`} data-row-open className="block truncate hover:underline">
                {request.title}
              </a>
              <span className="block truncate text-xs text-faint">{request.home}</span>
            </ListRow>
          ))}
        </List>
      </Card>
      <Card padded={false}>
        <Table
          label="Requests"
          rows={requests}
          idOf={(request) => request.id}
          chosen={chosen}
          chooseLabel={(request) => `Choose ${request.title}`}
          onChoose={(id, on) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))}
          columns={[
            { key: "title", title: "Step", names: true, cell: (request) => request.title },
            {
              key: "owner",
              title: "Owner",
              width: "11rem",
              wideOnly: true,
              cell: (request) => <Person name={request.owner} nobody="Nobody" />,
            },
            { key: "work", title: "Work", width: "5rem", end: true, wideOnly: true, cell: (request) => format.work(request.minutes) },
            { key: "due", title: "Due", width: "6rem", end: true, cell: (request) => format.day(request.due, "2026-01-01") },
          ]}
        />
      </Card>
    </Section>
  );
}

function Overlays() {
  const [dialog, setDialog] = useState(false);
  const [panel, setPanel] = useState(false);
  return (
    <Section title="Overlays">
      <Row>
        <Button id="open-dialog" onClick={() => setDialog(true)}>
          Open dialog
        </Button>
        <Button id="open-panel" onClick={() => setPanel(true)}>
          Open task beside
        </Button>
        <Menu
          trigger={<Button id="open-menu">Open menu</Button>}
          entries={[
            { kind: "title", label: "This step" },
            { label: "Assign…", keys: "a", onSelect: () => undefined },
            { label: "Set due date…", keys: "d", onSelect: () => undefined },
            { label: "Approve", why: "The scan is not attached yet", onSelect: () => undefined },
            { kind: "line" },
            { label: "Skip step…", danger: true, onSelect: () => undefined },
          ]}
        />
        <Popover trigger={<Button>Why this date?</Button>} title="Tue 24 Mar">
          <p className="text-muted">Two working days after “Fetch the volume” is finished.</p>
        </Popover>
        <Button id="say-done" onClick={() => notify({ title: "“Scan the volume” is finished", undo: () => undefined })}>
          Say it is done
        </Button>
        <Button
          id="say-problem"
          onClick={() =>
            notify({
              tone: "problem",
              title: "Somebody changed it since you read it",
              about: "Look at both values, then send the change again.",
            })
          }
        >
          Say it failed
        </Button>
      </Row>
      <Dialog
        open={dialog}
        onOpen={setDialog}
        title="Cancel the run for Rara 4° 217?"
        about="Its three open steps are closed. Everything done so far stays in its history."
        actions={
          <>
            <Button kind="primary" onClick={() => setDialog(false)}>
              Cancel run
            </Button>
            <Button onClick={() => setDialog(false)}>Keep running</Button>
          </>
        }
      >
        <Field label="Reason" help="The requester reads it">
          <TextArea value="The volume was already scanned in 2019." onValue={() => undefined} />
        </Field>
      </Dialog>
      <SidePanel open={panel} onOpen={setPanel} title="Step 3 of 7 · Rara 4° 217" footer={<Button kind="primary">Complete step</Button>}>
        <h2 className="text-xl font-semibold">Scan the volume</h2>
        <p className="mt-2 text-muted">400 dpi, both covers, ruler in the first frame.</p>
      </SidePanel>
    </Section>
  );
}

function States() {
  return (
    <Section title="States">
      <div className="grid gap-4 sm:grid-cols-2">
        <Card>
          <EmptyState
            picture={<Inbox size={22} />}
            title="Nothing needs you"
            about="Approvals and questions land here. Invite the people you hand work to, so that they can answer."
            action={<Button kind="primary">Invite people</Button>}
          />
        </Card>
        <Card>
          <ErrorState
            title="The board of “Move the rare-books room” could not be read"
            next="The database is away. Nothing was lost; it is tried again by itself."
            code="database_unavailable"
            onRetry={() => undefined}
          />
        </Card>
        <Card>
          <Skeleton rows={4} />
        </Card>
        <Card>
          <div className="flex flex-col gap-4">
            <Progress label="Reading cards" done={214} total={312} />
            <ErrorNote title="This file can't be read" next="Line 48: a quotation mark is not closed." />
          </div>
        </Card>
      </div>
    </Section>
  );
}
