import { DEFAULT_EDITION, type Edition, type Outcome } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import type { HostAdapter } from '../implementations/from-host.ts';
import type { Json } from '../language/json.ts';
import { decodeWord, encodeWord } from '../language/replay-word.ts';
import { type ActionFiles, adviseMissingModule } from './action-files.ts';
import { isUndocumented } from './single-changes.ts';
import {
  type EventChanges,
  createGoodAnswer,
  drawVisits,
  listPlainVisits,
  listUnsetVisits,
} from './draw-visits.ts';
import {
  type ExploredFinding,
  type Finding,
  type FindingLevel,
  createFindingId,
  findingKinds,
} from './finding.ts';
import { describeJourney } from './journey.ts';
import {
  type JudgeContext,
  type WatchedSecret,
  findMistakes,
  hasRefused,
  isEndless,
} from './judge-visit.ts';
import { type ValueForm, createValue, guessForm, valueForms } from './markers.ts';
import { awaitTurn, refuseNetwork } from './network.ts';
import type { VisitRecord } from './records.ts';
import { type Surroundings, runVisit } from './run-visit.ts';
import { shrinkVisit } from './shrink-visit.ts';
import { type StandIns, provideStandIns } from './stand-ins.ts';
import { type Answer, type Visit, isValidVisit, lacksSetting } from './visit.ts';
import { Vocabulary } from './vocabulary.ts';

/** The options of an exploration. */
export interface ExploreOptions {
  readonly files: ActionFiles;
  readonly host: HostAdapter;
  /** The edition; by default 2026 if an action reads `api.prompt`, or else the edition of the host. */
  readonly edition?: Edition;
  readonly runs: number;
  readonly seed: number;
  /** How long an action may wait for nothing, in milliseconds. */
  readonly timeout: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly standIns?: StandIns;
  /** The word of a finding: only its visit runs. */
  readonly replay?: string;
  /** Called before each visit. */
  readonly onVisit?: (visit: Visit) => void;
  /** Called before each execution of a handler. */
  readonly onExecution?: Surroundings['onExecution'];
}

/** The result of an exploration. */
export interface Exploration {
  readonly findings: readonly ExploredFinding[];
  readonly edition: Edition;
  /** How many visits were made, without those that made findings smaller. */
  readonly visits: number;
  /** The targets to which the actions called out in vain. */
  readonly refusedTargets: readonly string[];
}

/** Explores actions: runs them for drawn users, and collects their mistakes, each with the smallest visit that shows it. */
export async function explore(options: ExploreOptions): Promise<Exploration> {
  const explorer = new Explorer(options);
  const restore = explorer.intercept();
  try {
    return await explorer.explore();
  } finally {
    // The process reports rejections that were handled late in the next turn.
    await awaitTurn();
    restore();
    options.files.unload();
  }
}

/** The largest number of findings of which each gets a story. */
const MOST_FINDINGS = 40;

/** How many visits a round of learning makes, and how many rounds there are at most. */
const LEARNING = { visits: 30, rounds: 5 } as const;

/** The most answers after which the user was redirected again that are repeated, to see whether that ends. */
const MOST_INSISTENT = 20;

/** After so many visits that hang, no further ones are made: each takes long. */
const MOST_HANGS = 20;

/** The patience with later waits once an action has waited for nothing, in milliseconds. */
const SHORT_PATIENCE = 50;

/** How many frames of a stack are kept: those of a host come before those of the action. */
const STACK_DEPTH = 40;

/** A fault of the actions with the values of the settings. */
interface Fault {
  readonly id: string;
  /** How many members the actions read: fewer if the fault comes earlier. */
  readonly reads: number;
}

class Explorer {
  readonly #options: ExploreOptions;
  readonly #forms = new Map<string, ValueForm>();
  readonly #refused = new Set<string>();
  #edition: Edition;
  #vocabulary = new Vocabulary([]);
  #surroundings: Surroundings;
  readonly #gates = new Set<number>();
  readonly #bases = new Map<Outcome['status'], EventChanges>();
  #hangs = 0;

  constructor(options: ExploreOptions) {
    this.#options = options;
    const { host, edition, timeout } = options;
    this.#edition = edition ?? host.edition ?? DEFAULT_EDITION;
    this.#surroundings = {
      host,
      edition: this.#edition,
      loadActions: async () => options.files.load(),
      settings: { secrets: {}, configuration: {} },
      tokens: new Map(),
      patience: timeout,
      ...(options.onExecution && { onExecution: options.onExecution }),
      isOfAction: (line) => options.files.isOfAction(line),
    };
  }

  /** Puts stand-ins in the place of the network and of modules, and receives errors that nobody handles. */
  intercept(): () => void {
    const { fetch, modules = {} } = this.#options.standIns ?? {};
    const onCallOut = (target: string, answered: boolean) => {
      if (!answered) this.#refused.add(target);
      this.#surroundings.receiver?.onCallOut(target, answered);
    };
    const restoreNetwork = refuseNetwork(fetch, onCallOut);
    const restoreModules = provideStandIns(modules, (name) => onCallOut(name, true));
    const restoreErrors = receiveStrayErrors((error) =>
      this.#surroundings.receiver?.onStrayError(error),
    );
    const restoreConsole = silenceConsole();
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = STACK_DEPTH;
    return () => {
      Error.stackTraceLimit = stackTraceLimit;
      restoreConsole();
      restoreErrors();
      restoreModules();
      restoreNetwork();
    };
  }

  async explore(): Promise<Exploration> {
    const { files, replay, runs, seed } = this.#options;
    await files.load();
    this.#vocabulary = new Vocabulary(files.listSources());
    await this.#learn();
    const bases = this.#listBases();
    // A mistake that also occurs with all settings is found first, as what it is.
    const visits = [
      ...listPlainVisits(this.#vocabulary, bases),
      ...drawVisits(this.#vocabulary, runs, seed),
      ...listUnsetVisits(this.#vocabulary, bases, this.#listGuessedSettings()),
    ];
    const findings =
      replay === undefined ? await this.#exploreVisits(visits) : await this.#replay(replay);
    return {
      findings: findings.toSorted(compareFindings),
      edition: this.#edition,
      visits: replay === undefined ? visits.length : 1,
      refusedTargets: [...this.#refused],
    };
  }

  /** Learns which members, secrets and methods the actions use. Every run learns the same. */
  async #learn(): Promise<void> {
    for (let round = 0; round < LEARNING.rounds; round += 1) {
      const before = this.#vocabulary.size;
      const good = createGoodAnswer(this.#vocabulary);
      const plain = listPlainVisits(this.#vocabulary, this.#listBases());
      const step = Math.max(1, Math.floor(plain.length / LEARNING.visits));
      const some = plain.filter((_, index) => index % step === 0).slice(0, LEARNING.visits);
      const first: Visit = { changes: [], answers: [good, good, good] };
      for (const visit of [first, ...some, ...drawVisits(this.#vocabulary, LEARNING.visits, 0)])
        if (this.#hangs < MOST_HANGS / 2) await this.#run(visit, this.#vocabulary);
      this.#followEdition();
      this.#setValues();
      await this.#findForms();
      if (this.#vocabulary.size === before) return;
    }
  }

  /** Notes with which changes the actions ask the user for something, the fewest for each kind of pause. */
  #noteBases({ changes }: Visit, { phases }: VisitRecord): void {
    for (const { outcome } of phases) {
      const known = this.#bases.get(outcome.status);
      if (!known || changes.length < known.length) this.#bases.set(outcome.status, changes);
    }
  }

  #listBases(): EventChanges[] {
    const pauses = ['redirected', 'rendered', 'challenged'] as const;
    const found = pauses.flatMap((status) => {
      const changes = this.#bases.get(status);
      return changes ? [JSON.stringify(changes)] : [];
    });
    return [...new Set(found)].map((text) => JSON.parse(text) as EventChanges);
  }

  #followEdition(): void {
    const { edition, host } = this.#options;
    if (edition || host.edition || !this.#vocabulary.reads('api', 'prompt')) return;
    this.#edition = '2026';
    this.#surroundings = { ...this.#surroundings, edition: this.#edition };
  }

  /** Gives a value to each secret and each setting that the actions read. */
  #setValues(): void {
    const { secrets = {}, configuration = {} } = this.#options;
    const create = (part: string, given: Readonly<Record<string, string>>) => ({
      ...Object.fromEntries(
        this.#vocabulary
          .listMemberNames(part)
          .map((name) => [name, createValue(name, this.#forms.get(name) ?? guessForm(name))]),
      ),
      ...given,
    });
    const settings = {
      secrets: create('secrets', secrets),
      configuration: create('configuration', configuration),
    };
    this.#surroundings = { ...this.#surroundings, settings };
  }

  /** Lists the secrets and settings to which the user of the command gave no value, as paths of the event. */
  #listGuessedSettings(): (readonly [part: string, name: string])[] {
    return (['secrets', 'configuration'] as const).flatMap((part) =>
      this.#vocabulary
        .listMemberNames(part)
        .filter((name) => !Object.hasOwn(this.#options[part] ?? {}, name))
        .map((name) => [part, name] as const),
    );
  }

  /** Finds for each secret and setting a form with which the actions accept the sample event. */
  async #findForms(): Promise<void> {
    const names = this.#listGuessedSettings()
      .map(([, name]) => name)
      .filter((name) => !this.#forms.has(name));
    let fault = await this.#findFault();
    for (const name of names) {
      const known: Fault | undefined = fault;
      if (!known) return;
      for (const form of valueForms) {
        this.#forms.set(name, form);
        this.#setValues();
        const next = await this.#findFault();
        const isBetter = !next || (next.id !== known.id && next.reads >= known.reads);
        if (isBetter) fault = next;
        if (isBetter) break;
        this.#forms.delete(name);
      }
      this.#setValues();
    }
  }

  /** Finds a mistake of a reset of the sample event that a value of another form may mend. */
  async #findFault(): Promise<Fault | undefined> {
    const good = createGoodAnswer(this.#vocabulary);
    const visit: Visit = { changes: [], answers: [good, good, good] };
    const reads = new Vocabulary([]);
    const findings = this.#judgeRecord(visit, await this.#run(visit, reads));
    const fault = findings.find(({ kind }) => kind === 'throws' || kind === 'refused-write');
    return fault && { id: `${fault.kind} ${fault.place}`, reads: reads.size };
  }

  async #run(visit: Visit, vocabulary?: Vocabulary): Promise<VisitRecord> {
    const { standIns, onVisit } = this.#options;
    onVisit?.(visit);
    await standIns?.reset?.();
    const record = await runVisit(visit, this.#surroundings, vocabulary);
    for (const { threw } of record.executions) {
      const advice = threw && adviseMissingModule(threw.error);
      if (advice !== undefined) throw new UsageError(advice);
    }
    if (vocabulary) this.#noteBases(visit, record);
    if (record.hung ?? record.executions.some(isEndless)) this.#hangs += 1;
    if (record.hung) this.#surroundings = { ...this.#surroundings, patience: SHORT_PATIENCE };
    for (const execution of record.executions)
      if (execution.handler === 'continue' && hasRefused(execution))
        this.#gates.add(execution.action);
    return record;
  }

  async #judge(visit: Visit): Promise<Finding[]> {
    return this.#judgeRecord(visit, await this.#run(visit));
  }

  /** Judges a visit that was made. Of several findings with one id, the gravest counts. */
  #judgeRecord(visit: Visit, record: VisitRecord): Finding[] {
    const findings = findMistakes(visit, record, this.#createContext());
    const errorsFirst = findings.toSorted(
      (a, b) => Number(a.level === 'hint') - Number(b.level === 'hint'),
    );
    const byId = new Map(errorsFirst.toReversed().map((one) => [this.#createId(one), one]));
    return [...byId.values()];
  }

  /** Judges a visit, and describes the steps of the user for each finding. */
  async #describe(visit: Visit): Promise<ExploredFinding[]> {
    const record = await this.#run(visit);
    return this.#judgeRecord(visit, record).map((finding) => ({
      ...finding,
      id: this.#createId(finding),
      visit,
      journey: describeJourney(record, finding.reset),
    }));
  }

  #createContext(): JudgeContext {
    const { files } = this.#options;
    const { secrets } = this.#surroundings.settings;
    const watched = Object.entries(secrets).map(([name, value]): WatchedSecret => ({
      name,
      value,
      level: rateSecret(name),
    }));
    return { files, secrets: watched.filter(({ name }) => this.#isWatched(name)) };
  }

  /** Whether a secret must not be shown. An address or a number is kept as a secret only because it is a setting. */
  #isWatched(name: string): boolean {
    const given = this.#options.secrets?.[name];
    if (given !== undefined) return !URL.canParse(given) && !/^[\d.]*$/.test(given);
    return ['word', 'hex', 'base64', 'json'].includes(this.#forms.get(name) ?? guessForm(name));
  }

  async #exploreVisits(visits: readonly Visit[]): Promise<ExploredFinding[]> {
    const first = new Map<string, Visit>();
    const insistent = new Map<string, Visit>();
    const make = async (visit: Visit) => {
      if (this.#hangs >= MOST_HANGS) return;
      const record = await this.#run(visit);
      for (const finding of this.#judgeRecord(visit, record)) {
        const id = this.#createId(finding);
        if (!first.has(id) && first.size < MOST_FINDINGS) first.set(id, visit);
      }
      for (const answer of listRedirectedAnswers(record))
        if (insistent.size < MOST_INSISTENT)
          insistent.set(JSON.stringify(answer), {
            changes: visit.changes,
            answers: [answer],
            insists: true,
          });
    };
    for (const visit of visits) await make(visit);
    for (const visit of insistent.values()) await make(visit);
    const explored: ExploredFinding[] = [];
    for (const [id, visit] of first) {
      const finding = await this.#minimize(id, visit);
      // A mistake that depends on chance, such as Math.random, may not happen again.
      if (finding) explored.push(finding);
    }
    return explored;
  }

  #createId(finding: Finding): string {
    return createFindingId(finding, this.#options.files.getPath(finding.action));
  }

  async #minimize(id: string, found: Visit): Promise<ExploredFinding | undefined> {
    const visit = await shrinkVisit(found, async (smaller) =>
      (await this.#judge(smaller)).some((one) => this.#createId(one) === id),
    );
    const finding = (await this.#describe(visit)).find((one) => one.id === id);
    return finding && { ...finding, level: await this.#rate(finding) };
  }

  /** Rates a finding that depends on more than one visit. */
  async #rate(finding: ExploredFinding): Promise<FindingLevel> {
    const { kind, level, action, handler, visit, id } = finding;
    if (lacksSetting(visit)) return 'hint';
    if (kind === 'unvalidated-return') return this.#gates.has(action) ? 'error' : 'hint';
    // The other site ends this loop when it signs other claims.
    const dependsOnClaims = visit.answers.some(({ claims = {} }) => Object.keys(claims).length > 0);
    if (kind === 'redirect-loop' && dependsOnClaims) return 'hint';
    if (kind !== 'throws') return level;
    if (visit.changes.some(isUndocumented)) return 'hint';
    const needsClaims =
      handler === 'continue' && visit.answers.some((answer) => answer.token === 'valid');
    return needsClaims && !(await this.#throwsForAllClaims(visit, id)) ? 'hint' : level;
  }

  /** Whether an error occurs whatever the claims of the other site are. Only the tenant knows which claims it signs. */
  async #throwsForAllClaims(visit: Visit, id: string): Promise<boolean> {
    const names = this.#vocabulary.listMemberNames('claims');
    const values: readonly Json[] = [true, 'a', ['a'], {}, 1];
    for (const value of values) {
      const claims = Object.fromEntries(names.map((name) => [name, value]));
      const answers = visit.answers.map((answer) =>
        answer.token === 'valid' ? { ...answer, claims } : answer,
      );
      const findings = await this.#judge({ ...visit, answers });
      if (!findings.some((finding) => this.#createId(finding) === id)) return false;
    }
    return true;
  }

  async #replay(word: string): Promise<ExploredFinding[]> {
    const { id, level, visit } = decodeFinding(word);
    const findings = await this.#describe(visit);
    const [kind] = id.split('@');
    const same =
      findings.find((finding) => finding.id === id) ??
      findings.find((finding) => finding.kind === kind);
    return same ? [{ ...same, level }] : [];
  }
}

/** Encodes a finding as a word that can be pasted into a command. The word holds no secret. */
export function encodeFinding({ id, level, visit }: ExploredFinding): string {
  return encodeWord(['explore', id, level, visit as unknown as Json]);
}

function decodeFinding(word: string): Pick<ExploredFinding, 'id' | 'level' | 'visit'> {
  const [command, id, level, visit] = decodeValues(word);
  if (command === 'explore' && isVisit(visit))
    return { id: String(id), level: level === 'hint' ? 'hint' : 'error', visit };
  throw new UsageError(
    'Cannot replay the finding: the word is damaged, or of another command. Copy the whole word from a report of explore.',
  );
}

function decodeValues(word: string): readonly Json[] {
  try {
    return decodeWord(word);
  } catch {
    return [];
  }
}

function isVisit(value: unknown): value is Visit {
  const { changes, answers } = Object(value) as Partial<Record<keyof Visit, unknown>>;
  return Array.isArray(changes) && Array.isArray(answers) && isValidVisit(value as Visit);
}

/** Rates how grave it is to show a secret: the names of some say that they are no secrets. */
function rateSecret(name: string): FindingLevel {
  return /(?:client|tenant|app|account|project|org|key)_?id$|_id$|kid$|public|site_?key|audience|region|scope|name$/i.test(
    name,
  )
    ? 'hint'
    : 'error';
}

/** Lists the answers after which the user was redirected again. */
function listRedirectedAnswers({ phases }: VisitRecord): Answer[] {
  return phases.flatMap(({ outcome, answer, reset }, index) => {
    const before = phases[index - 1];
    const isReturn = before?.reset === reset && before.outcome.status === 'redirected';
    return answer && isReturn && outcome.status === 'redirected' ? [answer] : [];
  });
}

const kindOrder = Object.keys(findingKinds);

function compareFindings(a: ExploredFinding, b: ExploredFinding): number {
  return (
    Number(a.level === 'hint') - Number(b.level === 'hint') ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Drops all output of the actions: they run hundreds of times. */
function silenceConsole(): () => void {
  const names = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;
  const before = names.map((name) => console[name]);
  for (const name of names) console[name] = () => undefined;
  return () => names.forEach((name, index) => Reflect.set(console, name, before[index]));
}

/** Receives rejections that nobody handles, instead of everybody who did so before. */
function receiveStrayErrors(receive: (error: unknown) => void): () => void {
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  // The values of promises are read later, also of those that were rejected. Without a listener, Node warns.
  const ignore = () => undefined;
  process.on('rejectionHandled', ignore);
  const before = events.map((event) => process.rawListeners(event) as ((error: unknown) => void)[]);
  for (const event of events) {
    process.removeAllListeners(event);
    process.on(event, receive);
  }
  return () => {
    process.removeListener('rejectionHandled', ignore);
    for (const [index, event] of events.entries()) {
      process.removeListener(event, receive);
      for (const listener of before[index] ?? []) process.on(event, listener);
    }
  };
}
