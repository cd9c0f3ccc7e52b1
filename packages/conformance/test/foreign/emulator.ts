import type {
  CompletesStep,
  HostAdapter,
  Implementation,
  Json,
  JsonObject,
  ReturnsStep,
  StartInput,
} from '@post-challenge/conformance';
import { fromHost } from '@post-challenge/conformance';
import type {
  CacheSetOptions,
  EncodeTokenOptions,
  FactorSelector,
  Outcome,
  PostChallengeAPI2025,
  PostChallengeEvent,
  PostChallengeModule,
  ValidateTokenOptions,
} from '@post-challenge/spec';
import { createHash, createHmac } from 'node:crypto';
import type {
  CacheRecord,
  Challenge,
  Claims,
  Effects,
  Execution,
  HandlerName,
  Request,
  Session,
  WorldInput,
} from './session.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Handler = NonNullable<PostChallengeModule[HandlerName]>;

/**
 * A server that runs actions, written without the reference. It keeps transactions as JSON text in a store, as a server does whose
 * next request may reach another process. Each method is a part that can be replaced.
 */
export class Emulator {
  readonly input: WorldInput;
  readonly records = new Map<string, string>();
  readonly sessions = new Map<string, string>();
  readonly deployed = new Map<string, readonly PostChallengeModule[]>();

  constructor(input: WorldInput) {
    this.input = input;
  }

  now(): number {
    return this.input.clock.now();
  }

  // The cache.

  getStoreKey(key: string): string {
    return key;
  }

  packRecord(record: CacheRecord): string {
    return JSON.stringify(record);
  }

  unpackRecord(text: string): CacheRecord {
    return JSON.parse(text) as CacheRecord;
  }

  readRecord(key: string): CacheRecord | undefined {
    const text = this.records.get(this.getStoreKey(key));
    return text === undefined ? undefined : this.unpackRecord(text);
  }

  writeRecord(key: string, record: CacheRecord): void {
    this.records.set(this.getStoreKey(key), this.packRecord(record));
  }

  removeRecord(key: string): boolean {
    return this.records.delete(this.getStoreKey(key));
  }

  isLive(record: CacheRecord): boolean {
    return this.now() < record.expires_at;
  }

  measure(text: string): number {
    return Buffer.byteLength(text);
  }

  measureOthers(key: string): number {
    const others = [...this.records].filter(([name]) => name !== this.getStoreKey(key));
    const live = others.map(([name, text]) => [name, this.unpackRecord(text)] as const);
    return live
      .filter(([, record]) => this.isLive(record))
      .reduce((sum, [name, { value }]) => sum + this.measure(name) + this.measure(value), 0);
  }

  resolveExpiry({ ttl, expires_at }: CacheSetOptions): number {
    const limits = [ttl === undefined ? undefined : this.now() + ttl, expires_at];
    const given = limits.filter((limit) => limit !== undefined);
    if (!given.every((limit) => Number.isFinite(limit))) return Number.NaN;
    return given.length === 0
      ? this.now() + 15 * MINUTE
      : Math.floor(Math.min(this.now() + DAY, ...given));
  }

  findRefusal(key: string, value: string, expiry: number): string | undefined {
    if (Number.isNaN(expiry)) return 'InvalidExpiry';
    if (expiry <= this.now()) return 'ItemAlreadyExpired';
    if (this.measure(key) > 64) return 'CacheKeySizeExceeded';
    if (this.measure(value) > 4096) return 'CacheValueSizeExceeded';
    const total = this.measureOthers(key) + this.measure(key) + this.measure(value);
    return total > 8192 ? 'CacheSizeExceeded' : undefined;
  }

  getFromCache(key: string): unknown {
    const record = this.readRecord(key);
    return record && this.isLive(record) ? record : undefined;
  }

  setInCache(key: string, value: string, options: CacheSetOptions = {}): unknown {
    const expires_at = this.resolveExpiry(options);
    const code = this.findRefusal(key, value, expires_at);
    if (code !== undefined) return { type: 'error', code };
    this.writeRecord(key, { value, expires_at });
    return { type: 'success', record: { value, expires_at } };
  }

  deleteFromCache(key: string): unknown {
    const wasFound = this.getFromCache(key) !== undefined;
    this.removeRecord(key);
    return wasFound ? { type: 'success' } : { type: 'error', code: 'CacheKeyDoesNotExist' };
  }

  // Tokens.

  stringifyClaims(claims: Claims): string {
    return JSON.stringify(claims);
  }

  parseClaims(text: string): Claims {
    return JSON.parse(text) as Claims;
  }

  encodePart(text: string): string {
    return Buffer.from(text).toString('base64url');
  }

  decodePart(part: string): string {
    const bytes = Buffer.from(part, 'base64url');
    assert(bytes.toString('base64url') === part, 'The token is malformed.');
    return bytes.toString();
  }

  sign(text: string, secret: string): string {
    return createHmac('sha256', secret).update(text).digest('base64url');
  }

  createHeader(_options: EncodeTokenOptions): Claims {
    return { alg: 'HS256', typ: 'JWT' };
  }

  createClaims(options: EncodeTokenOptions, { user, request }: PostChallengeEvent): Claims {
    const iat = Math.floor(this.now() / 1000);
    const exp = iat + (options.expiresInSeconds ?? 900);
    const { hostname = 'localhost', ip } = request;
    return { iat, exp, iss: hostname, sub: user.user_id, ip, ...(options.payload as Claims) };
  }

  encodeToken(options: EncodeTokenOptions, { event }: Execution): string {
    const header = this.encodePart(JSON.stringify(this.createHeader(options)));
    const claims = this.encodePart(this.stringifyClaims(this.createClaims(options, event)));
    return `${header}.${claims}.${this.sign(`${header}.${claims}`, options.secret)}`;
  }

  readToken(name: string, request: Request): unknown {
    return { ...(request.query as object), ...(request.body as object) }[name as never];
  }

  verifySignature(token: string, secret: string): Claims {
    const [header = '', claims = '', signature = '', ...more] = token.split('.');
    const { alg, crit } = this.parseClaims(this.decodePart(header));
    assert(alg === 'HS256' && crit === undefined, 'The header is not supported.');
    assert(more.length === 0, 'The token has too many parts.');
    assert(signature === this.sign(`${header}.${claims}`, secret), 'The signature is wrong.');
    return this.parseClaims(this.decodePart(claims));
  }

  checkClaims(claims: Claims, { request, user }: PostChallengeEvent): void {
    const { iat, exp, iss, sub, state } = claims;
    assert(typeof iat === 'number' && typeof exp === 'number', 'The times are missing.');
    assert(this.now() < exp * 1000, 'The token has expired.');
    assert(typeof iss === 'string' && sub === user.user_id, 'The token is for another user.');
    assert(this.isState(state, this.readState(request as Request)), 'The state is wrong.');
  }

  validateToken(options: ValidateTokenOptions, { event }: Execution): unknown {
    const { secret, tokenParameterName = 'session_token' } = options;
    const token = this.readToken(tokenParameterName, event.request as Request);
    assert(typeof token === 'string', 'There is no token.');
    const claims = this.verifySignature(token, secret);
    this.checkClaims(claims, event);
    return claims;
  }

  // URLs.

  addQuery(text: string, query: JsonObject = {}): string {
    const url = new URL(text);
    assert(/^https?:$/.test(url.protocol), 'The scheme is not http or https.');
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return url.href;
  }

  addState(url: string, state: string): string {
    return this.addQuery(url, { state });
  }

  // Sessions.

  createSessionId(_event: PostChallengeEvent): string {
    return `session-${this.deployed.size}`;
  }

  createState({ id, redirects }: Session): string {
    return createHash('sha256').update(`${id}/${redirects}`).digest('hex');
  }

  stringifySession(session: Session): string {
    return JSON.stringify(session);
  }

  parseSession(text: string): Session {
    return JSON.parse(text) as Session;
  }

  saveSession(session: Session): void {
    this.sessions.set(session.id, this.stringifySession(session));
  }

  loadSession(id: string): Session {
    return this.parseSession(this.sessions.get(id) ?? '');
  }

  // Events and requests.

  receiveEvent(event: PostChallengeEvent): PostChallengeEvent {
    return event;
  }

  createEvent(session: Session, _action: number, _name: HandlerName): PostChallengeEvent {
    return JSON.parse(JSON.stringify(session.event)) as PostChallengeEvent;
  }

  receiveRequest(request: Request): Request {
    return request;
  }

  readState({ query, body }: Request): unknown {
    return (body as JsonObject)['state'] ?? (query as JsonObject)['state'];
  }

  isState(given: unknown, expected: unknown): boolean {
    return typeof given === 'string' && given !== '' && given === expected;
  }

  // Factors.

  getFactorType({ type }: FactorSelector): string {
    return type === 'push' ? 'push-notification' : type;
  }

  receiveFactor(factor: FactorSelector): FactorSelector {
    return structuredClone(factor);
  }

  isOffered(factor: FactorSelector, { challenge }: Session): boolean {
    const offered = challenge?.factors.map((other) => this.getFactorType(other)) ?? [];
    return offered.includes(this.getFactorType(factor));
  }

  isSatisfied({ factors }: Challenge, { completed }: Session): boolean {
    return factors.some((factor) => completed.includes(this.getFactorType(factor)));
  }

  // The api object.

  deny(reason: string, { effects, api }: Execution): unknown {
    effects.denied = { reason };
    return api;
  }

  challenge(factors: readonly FactorSelector[], { effects }: Execution): void {
    effects.challenge = { factors: factors.map((factor) => this.receiveFactor(factor)) };
  }

  challengeWith(
    factor: FactorSelector,
    additional: readonly FactorSelector[],
    execution: Execution,
  ): void {
    this.challenge([factor, ...additional], execution);
    const { challenge } = execution.effects;
    if (challenge?.factors[0]) challenge.defaultFactor = challenge.factors[0];
  }

  sendUserTo(url: string, query: JsonObject | undefined, { effects, api }: Execution): unknown {
    effects.redirect = this.addQuery(url, query);
    return api;
  }

  setResultUrl(url: string, query: JsonObject | undefined, { effects }: Execution): void {
    effects.resultUrl = this.addQuery(url, query);
  }

  createApi(execution: Execution): PostChallengeAPI2025 {
    const api = {
      access: { deny: (reason: string) => this.deny(reason, execution) },
      authentication: {
        challengeWith: (factor: FactorSelector, options?: { additionalFactors?: never[] }) =>
          this.challengeWith(factor, options?.additionalFactors ?? [], execution),
        challengeWithAny: (factors: FactorSelector[]) => this.challenge(factors, execution),
      },
      cache: {
        get: (key: string) => this.getFromCache(key),
        set: (key: string, value: string, options?: CacheSetOptions) =>
          this.setInCache(key, value, options),
        delete: (key: string) => this.deleteFromCache(key),
      },
      redirect: {
        encodeToken: (options: EncodeTokenOptions) => this.encodeToken(options, execution),
        sendUserTo: (url: string, options?: { query?: JsonObject }) =>
          this.sendUserTo(url, options?.query, execution),
        validateToken: (options: ValidateTokenOptions) => this.validateToken(options, execution),
      },
      transaction: {
        setResultUrl: (url: string, options?: { query?: JsonObject }) =>
          this.setResultUrl(url, options?.query, execution),
      },
    };
    return api as unknown as PostChallengeAPI2025;
  }

  // The flow.

  listActions({ id }: Session): readonly PostChallengeModule[] {
    return this.deployed.get(id) ?? [];
  }

  async callHandler(handler: Handler, execution: Execution): Promise<void> {
    await handler(execution.event, execution.api as never);
  }

  async execute(session: Session, action: number, name: HandlerName): Promise<void> {
    const handler = this.listActions(session)[action]?.[name];
    if (!handler) return;
    const event = this.createEvent(session, action, name);
    const execution = { session, action, name, event, effects: {} } as unknown as Execution;
    execution.api = this.createApi(execution);
    try {
      await this.callHandler(handler, execution);
      this.applyEffects(session, execution.effects, execution);
    } catch (error) {
      this.fail(session, error as Error);
    }
  }

  fail(session: Session, error: Error): void {
    Object.assign(session, { status: 'failed', message: error.message });
  }

  applyEffects(session: Session, effects: Effects, _execution: Execution): void {
    const { denied, challenge, redirect, resultUrl } = effects;
    if (resultUrl !== undefined) session.resultUrl = resultUrl;
    if (denied) {
      Object.assign(session, { status: 'denied', reason: denied.reason });
    } else if (redirect !== undefined) {
      session.redirects += 1;
      const state = this.createState(session);
      session.redirect = { url: this.addState(redirect, state), state };
      session.status = 'redirected';
    } else if (challenge && !this.isSatisfied(challenge, session)) {
      Object.assign(session, { status: 'challenged', challenge });
    }
  }

  async advance(session: Session): Promise<void> {
    while (session.status === 'running' && session.next < this.listActions(session).length) {
      session.next += 1;
      await this.execute(session, session.next - 1, 'onExecutePostChallenge');
    }
    if (session.status === 'running') session.status = 'completed';
  }

  async start({ event: given, actions }: StartInput): Promise<string> {
    const event = this.receiveEvent(given as unknown as PostChallengeEvent);
    const id = this.createSessionId(event);
    this.deployed.set(id, actions);
    const session: Session = {
      id,
      status: 'running',
      event,
      next: 0,
      completed: [],
      redirects: 0,
    };
    await this.advance(session);
    this.saveSession(session);
    return id;
  }

  refuse(reason: string, _session: Session): void {
    throw new Error(reason);
  }

  async resume(id: string, step: CompletesStep | ReturnsStep): Promise<void> {
    const session = this.loadSession(id);
    await ('completes' in step
      ? this.completeFactor(session, step)
      : this.returnUser(session, this.receiveRequest(step.returns)));
    this.saveSession(session);
  }

  async completeFactor(session: Session, { completes, request }: CompletesStep): Promise<void> {
    const { event } = session;
    if (session.status !== 'challenged' || !this.isOffered(completes, session))
      return this.refuse('The factor is not offered.', session);
    const type = this.getFactorType(completes);
    const timestamp = new Date(this.now()).toISOString();
    session.completed.push(type);
    event.authentication.methods.push({ name: 'mfa', timestamp, type });
    this.replaceRequest(session, request ?? { method: 'POST', query: {}, body: {} });
    session.status = 'running';
    return this.advance(session);
  }

  async returnUser(session: Session, request: Request): Promise<void> {
    const isKnown = this.isState(this.readState(request), session.redirect?.state);
    if (session.status !== 'redirected' || !isKnown)
      return this.refuse('The state is not the one of a redirect.', session);
    delete session.redirect;
    this.replaceRequest(session, request);
    session.status = 'running';
    await this.execute(session, session.next - 1, 'onContinuePostChallenge');
    return this.advance(session);
  }

  replaceRequest({ event }: Session, request: Request): void {
    event.request = { ...event.request, ...(request as object) };
  }

  reportOutcome(session: Session): Json {
    const { status, resultUrl, reason, challenge, redirect, message } = session;
    switch (status) {
      case 'denied':
        return { status, ...(reason !== undefined && { reason }) };
      case 'challenged':
        return { status, ...challenge } as unknown as Json;
      case 'redirected':
        return { status, url: redirect?.url ?? '' };
      case 'failed':
        return { status, message: message ?? '' };
      default:
        return { status: 'completed', ...(resultUrl !== undefined && { resultUrl }) };
    }
  }
}

function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Parts that replace those of the emulator. They may call the original ones through `original`, and all others through `host`. */
export type Replacement = (original: Emulator, host: Emulator) => Partial<Emulator>;

/** Creates an implementation from the emulator, with some parts replaced. */
export function emulate(replace: Replacement, options: Partial<HostAdapter> = {}): Implementation {
  return fromHost({
    name: 'emulator',
    open: (input) => {
      const host = new Emulator(input);
      Object.assign(host, replace(bindParts(host), host));
      return {
        start: async (start) => {
          const id = await host.start(start);
          return {
            outcome: () => host.reportOutcome(host.loadSession(id)) as unknown as Outcome,
            resume: (step) => host.resume(id, step as CompletesStep | ReturnsStep),
          };
        },
      };
    },
    ...options,
  });
}

/** Binds the original parts to the host, so that they call the replaced ones. */
function bindParts(host: Emulator): Emulator {
  const names = Object.getOwnPropertyNames(Emulator.prototype) as (keyof Emulator)[];
  const parts = names.map((name) => [name, (host[name] as () => unknown).bind(host)] as const);
  return Object.fromEntries(parts) as unknown as Emulator;
}
