/** Actions that are right, although each is close to a mistake. */
export const rightActions: Readonly<Record<string, string>> = {
  'asks whether each member is there': `
exports.onExecutePostChallenge = async (event, api) => {
  const types = (event.user.enrolledFactors ?? []).map(({ type }) => type);
  const domain = event.user.email?.split('@')[1] ?? '';
  if (event.organization?.name === 'banned' || domain === 'mailinator.com')
    return api.access.deny('Please call us.');
  if (types.includes('otp')) api.authentication.challengeWith({ type: 'otp' });
};`,
  'limits the returns': `
const url = 'https://verifier.example.com/start';
const key = (event) => \`returns:\${event.user.user_id}\`;
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo(url);
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    const { passed } = api.redirect.validateToken({ secret: event.secrets.SHARED });
    if (!passed) api.access.deny('You did not pass.');
  } catch {
    const returns = Number(api.cache.get(key(event))?.value ?? '0') + 1;
    if (returns > 3) return api.access.deny('Please try again later.');
    api.cache.set(key(event), String(returns), { ttl: 600_000 });
    api.redirect.sendUserTo(url);
  }
};`,
  'looks at the origin of an address': `
const origins = new Set(['https://app.example.com', 'https://shop.example.com']);
exports.onExecutePostChallenge = async (event, api) => {
  const target = event.request.query.redirect_uri;
  if (typeof target !== 'string' || !URL.canParse(target)) return;
  if (origins.has(new URL(target).origin)) api.transaction.setResultUrl(target);
};`,
  'passes a parameter on in a query': `
exports.onExecutePostChallenge = async (event, api) => {
  const { campaign = 'none' } = event.request.query;
  api.transaction.setResultUrl('https://app.example.com/done', { query: { campaign } });
};`,
  'signs an address with a secret': `
const { createHmac } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  const user = event.user.user_id;
  const signature = createHmac('sha256', event.secrets.KEY).update(user).digest('hex');
  api.transaction.setResultUrl('https://app.example.com/', { query: { user, signature } });
};`,
  'verifies the return itself': `
const { createHmac, timingSafeEqual } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  const given = Buffer.from(String(event.request.query.signature ?? ''), 'hex');
  const right = createHmac('sha256', event.secrets.KEY).update(event.user.user_id).digest();
  if (given.length !== right.length || !timingSafeEqual(given, right))
    api.access.deny('We could not verify you.');
};`,
  'challenges a user whose token is wrong': `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    api.redirect.validateToken({ secret: event.secrets.KYC });
  } catch {
    api.authentication.challengeWithAny([{ type: 'email' }, { type: 'otp' }]);
  }
};`,
  'handles a refused write': `
exports.onExecutePostChallenge = async (event, api) => {
  const key = \`attempt:\${event.user.email}\`;
  const written = api.cache.set(key, '1', { ttl: 60_000 });
  if (written.type === 'error') api.cache.set(event.user.user_id, '1', { ttl: 60_000 });
};`,
  'hashes an address for a key': `
const { createHash } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  const address = (event.user.email ?? event.user.user_id).toLowerCase();
  const key = createHash('sha256').update(address).digest('base64url');
  const count = Number(api.cache.get(key)?.value ?? 0) + 1;
  if (count > 5) return api.access.deny('Too many attempts.');
  api.cache.set(key, String(count), { ttl: 15 * 60 * 1000 });
};`,
  'awaits several checks at once': `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isYoung = async (user) => {
  await sleep(20);
  return Date.now() - Date.parse(user.created_at) < 60_000;
};
const isRemote = async (request) => request.geoip.countryCode !== undefined && request.geoip.countryCode !== 'CH';
exports.onExecutePostChallenge = async (event, api) => {
  const checks = await Promise.all([isYoung(event.user), isRemote(event.request)]);
  const limit = sleep(1000).then(() => false);
  if (await Promise.race([Promise.resolve(checks.some(Boolean)), limit]))
    api.authentication.challengeWithAny([{ type: 'email' }, { type: 'otp' }]);
};`,
  'parses a secret': `
exports.onExecutePostChallenge = async (event, api) => {
  const { blocked = [] } = JSON.parse(event.secrets.POLICY);
  const limit = Number.parseInt(event.configuration.LIMIT, 10);
  if (Number.isNaN(limit)) throw new Error('LIMIT is not a number.');
  if (blocked.includes(event.request.ip) || event.stats.logins_count > limit * 1000)
    api.access.deny('Please call us.');
};`,
  'lets a class decide, and says why': `
class Risk {
  #event;
  constructor(event) {
    this.#event = event;
  }
  get score() {
    const { request, stats } = this.#event;
    const risk = this.#event.authentication.riskAssessment?.supplemental?.akamai?.akamaiUserRisk?.score ?? 0;
    return risk + (request.user_agent?.includes('curl') ? 50 : 0) + (stats.logins_count === 0 ? 10 : 0);
  }
  get reason() {
    return this.score > 100 ? 'The risk is too high.' : 'Please try again.';
  }
}
exports.onExecutePostChallenge = async (event, api) => {
  const risk = new Risk(structuredClone(event));
  if (risk.score > 55) api.access.deny(risk.reason);
};`,
  'encrypts with a secret of some form': `
const { createCipheriv } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  const key = Buffer.from(event.secrets.AES_KEY, 'hex');
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
  const user = cipher.update(event.user.user_id, 'utf8', 'hex') + cipher.final('hex');
  api.transaction.setResultUrl('https://app.example.com/', { query: { user } });
};`,
  'uses the time zone of the user': `
exports.onExecutePostChallenge = async (event, api) => {
  const timeZone = event.request.geoip.timeZone ?? 'UTC';
  const hour = new Date().toLocaleTimeString('en', { hour: '2-digit', hour12: false, timeZone });
  if (Number(hour) > 22) api.access.deny('Please come back in the morning.');
};`,
  'keeps a promise for all executions': `
let client;
const connect = async (secret) => ({ isActive: async (user) => user.length > 0 && secret.length > 0 });
exports.onExecutePostChallenge = async (event, api) => {
  client ??= connect(event.secrets.CLIENT_SECRET);
  if (!(await (await client).isActive(event.user.user_id))) api.access.deny('Please call us.');
};`,
  'limits the time for work of Node': `
const { promisify } = require('node:util');
const pbkdf2 = promisify(require('node:crypto').pbkdf2);
const fail = (ms) => new Promise((_, reject) => setTimeout(reject, ms, new Error('Too late.')));
exports.onExecutePostChallenge = async (event, api) => {
  const work = pbkdf2(event.user.user_id, 'reset', 1000, 16, 'sha256');
  const key = await Promise.race([work, fail(2000)]);
  api.cache.set(key.toString('hex'), 'seen', { ttl: 60_000 });
};`,
  'does work of Node at once': `
const { pbkdf2Sync, randomBytes } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  const key = pbkdf2Sync(event.user.user_id, 'reset', 10, 16, 'sha256').toString('hex');
  api.cache.set(key, randomBytes(8).toString('hex'), { ttl: 60_000 });
};`,
  'takes a part of an address from a parameter of a fixed form': `
exports.onExecutePostChallenge = async (event, api) => {
  const { region, context } = event.request.query;
  const known = /^[a-z]{2}$/.test(region) ? region : 'eu';
  let url = 'https://' + known + '.example.com/';
  try {
    const wanted = new URL(JSON.parse(context).returnUrl);
    if (wanted.protocol === 'https:' && wanted.hostname.endsWith('.example.com')) url = wanted.href;
  } catch {}
  api.transaction.setResultUrl(url);
};`,
  'remembers a return that it validated': `
const { createHash } = require('node:crypto');
const getKey = ({ user }) => createHash('sha256').update(user.user_id).digest('hex');
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  if (api.cache.get(getKey(event))?.value === 'verified') return;
  try {
    const { passed } = api.redirect.validateToken({ secret: event.secrets.KEY });
    if (passed !== true) return api.access.deny('You did not pass.');
    api.cache.set(getKey(event), 'verified', { ttl: 3_600_000 });
  } catch {
    api.access.deny('We could not verify you.');
  }
};`,
  'takes an address below a domain': `
exports.onExecutePostChallenge = async (event, api) => {
  const { next } = event.request.query;
  let url = 'https://app.example.com/';
  try {
    const wanted = new URL(next);
    if (wanted.protocol === 'https:' && wanted.hostname.endsWith('.example.com')) url = wanted.href;
  } catch {}
  api.transaction.setResultUrl(url);
};`,
  'spreads all settings': `
const { createHmac } = require('node:crypto');
const load = ({ secrets, configuration }) => ({ ...configuration, ...secrets });
exports.onExecutePostChallenge = async (event, api) => {
  const { signingKey, portalUrl } = load(event);
  const signature = createHmac('sha256', signingKey).update(event.user.user_id).digest('hex');
  api.transaction.setResultUrl(portalUrl, { query: { signature } });
};`,
};
