import type { FindingKind } from '../../src/explore/finding.ts';

/** An action with one mistake. */
export interface FaultyAction {
  readonly kind: FindingKind;
  readonly level?: 'hint';
  readonly source: string;
}

/** Actions that each make one mistake, by a name. */
export const faultyActions: Readonly<Record<string, FaultyAction>> = {
  'maps factors that may be absent': {
    kind: 'throws',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const types = event.user.enrolledFactors.map(({ type }) => type);
  if (types.length === 0) api.access.deny('Please enroll a factor.');
};`,
  },
  'takes the domain of an e-mail address that may be absent, in a helper': {
    kind: 'throws',
    source: `
const blocked = new Set(['mailinator.com']);
function domainOf(user) {
  return user.email.split('@')[1].toLowerCase();
}
exports.onExecutePostChallenge = async ({ user }, { access }) => {
  if (blocked.has(domainOf(user))) access.deny('Please use another address.');
};`,
  },
  'reads the organization of a user of no organization': {
    kind: 'throws',
    source: `
class Policy {
  constructor(event) {
    this.event = event;
  }
  isAllowed() {
    return this.event.organization.name !== 'banned';
  }
}
exports.onExecutePostChallenge = async (event, api) => {
  if (!new Policy(event).isAllowed()) api.access.deny('Your organization is not allowed.');
};`,
  },
  'lets the error of a token leave the handler': {
    kind: 'throws',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://verifier.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  const { verified } = api.redirect.validateToken({ secret: event.secrets.KEY });
  if (verified !== true) api.access.deny('We could not verify you.');
};`,
  },
  'challenges with a text message': {
    kind: 'throws',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  if (event.request.geoip.countryCode === 'DE') api.authentication.challengeWith({ type: 'sms' });
};`,
  },
  'reads a record that may be gone': {
    kind: 'unguarded-record',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const key = \`visit:\${event.user.user_id}\`;
  api.cache.set(key, 'seen', { ttl: 60_000 });
  if (api.cache.get(key).value !== 'seen') api.access.deny('Please try again.');
};`,
  },
  'destructures a record that an earlier handler stored': {
    kind: 'unguarded-record',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set(event.user.user_id, JSON.stringify({ at: Date.now() }), { ttl: 300_000 });
  api.prompt.render('ap_survey');
};
exports.onContinuePostChallenge = async (event, api) => {
  const { value } = api.cache.get(event.user.user_id);
  if (Date.now() - JSON.parse(value).at < 1000) api.access.deny('That was too fast.');
};`,
  },
  'counts with a record that is not there': {
    kind: 'unguarded-record',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const record = api.cache.get(event.user.user_id);
  const attempts = Number(record?.value) + 1;
  if (attempts > 3) api.access.deny('Too many attempts.');
  api.cache.set(event.user.user_id, String(attempts));
};`,
  },
  'computes a lifetime from a setting without a value': {
    kind: 'refused-write',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const minutes = parseInt(event.configuration.REMEMBER_MINUTES, 10);
  api.cache.set(event.user.user_id, 'seen', { ttl: minutes * 60_000 });
};`,
  },
  'waits for a promise that never settles': {
    kind: 'hangs',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  if (event.stats.logins_count === 0) await new Promise(() => {});
  api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'email' }]);
};`,
  },
  'polls the cache until a record is there': {
    kind: 'hangs',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  while (!api.cache.get('ready')) await new Promise((resolve) => setTimeout(resolve, 250));
};`,
  },
  'denies in a timer': {
    kind: 'forgotten-await',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  setTimeout(() => api.access.deny('Too late.'), 1000);
};`,
  },
  'forgets to await a helper': {
    kind: 'forgotten-await',
    source: `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function checkUser(event, api) {
  await sleep(50);
  if (!event.user.email_verified) api.access.deny('Please verify your address.');
}
exports.onExecutePostChallenge = async (event, api) => {
  checkUser(event, api);
};`,
  },
  'forgets to await in forEach': {
    kind: 'forgotten-await',
    source: `
async function lookUp(role) {
  await new Promise((resolve) => setImmediate(resolve));
  return role === 'banned';
}
exports.onExecutePostChallenge = async (event, api) => {
  event.authorization.roles.forEach(async (role) => {
    if (await lookUp(role)) api.access.deny('Please call us.');
  });
};`,
  },
  'gives a promise as a reason': {
    kind: 'forgotten-await',
    source: `
async function translate(locale) {
  return locale === 'de' ? 'Nein.' : 'No.';
}
exports.onExecutePostChallenge = async (event, api) => {
  if (!event.user.email_verified) api.access.deny(\`\${translate(event.transaction.locale)}\`);
};`,
  },
  'takes the promise of a check for its answer': {
    kind: 'forgotten-await',
    source: `
async function isBlocked(user) {
  return user.app_metadata.blocked === true;
}
exports.onExecutePostChallenge = async (event, api) => {
  if (isBlocked(event.user)) api.access.deny('Please call us.');
};`,
  },
  'redirects and has no handler for the return': {
    kind: 'fails',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://terms.example.com/', { query: { locale: event.transaction.locale } });
};`,
  },
  'renders a form and redirects': {
    kind: 'fails',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.prompt.render('ap_terms');
  if (!event.user.phone_number) api.redirect.sendUserTo('https://phone.example.com/');
};
exports.onContinuePostChallenge = async () => {};`,
  },
  'redirects again after each return': {
    kind: 'redirect-loop',
    source: `
const ask = (api) => api.redirect.sendUserTo('https://terms.example.com/');
exports.onExecutePostChallenge = async (event, api) => {
  ask(api);
};
exports.onContinuePostChallenge = async (event, api) => {
  if (event.user.user_metadata.terms !== 'accepted') ask(api);
};`,
  },
  'redirects again as long as the token is wrong': {
    kind: 'redirect-loop',
    source: `
const url = 'https://verifier.example.com/start';
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo(url);
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    const { passed } = api.redirect.validateToken({ secret: event.secrets.SHARED, tokenParameterName: 'answer' });
    if (!passed) api.access.deny('You did not pass.');
  } catch {
    api.redirect.sendUserTo(url);
  }
};`,
  },
  'sends the user to the address in a parameter': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const { return_to } = event.request.query;
  if (URL.canParse(return_to)) api.transaction.setResultUrl(return_to);
};`,
  },
  'sends the user to the address in their metadata': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const home = event.user.user_metadata?.homepage;
  if (home) api.transaction.setResultUrl(home, { query: { reset: 'done' } });
};`,
  },
  'looks only at the start of an address': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const target = event.request.query.redirect_uri ?? '';
  if (target.startsWith('https://app.example.com')) {
    api.transaction.setResultUrl(target);
  }
};`,
  },
  'follows a parameter of the return': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://profile.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    api.redirect.validateToken({ secret: event.secrets.KEY });
  } catch {
    return api.access.deny('Please try again.');
  }
  const next = event.request.query.next || event.request.body.next;
  if (next) api.transaction.setResultUrl(new URL(next, 'https://app.example.com/').href);
};`,
  },
  'puts a secret into the payload of a token': {
    kind: 'leaked-secret',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const token = api.redirect.encodeToken({
    secret: event.secrets.SIGNING_KEY,
    payload: { apiKey: event.secrets.API_KEY, user: event.user.user_id },
  });
  api.redirect.sendUserTo('https://verifier.example.com/', { query: { token } });
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    api.redirect.validateToken({ secret: event.secrets.SIGNING_KEY });
  } catch {
    api.access.deny('Please try again.');
  }
};`,
  },
  'stores the header of basic authentication in the cache': {
    kind: 'leaked-secret',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const { CLIENT, CLIENT_SECRET } = event.secrets;
  const header = Buffer.from(\`\${CLIENT}:\${CLIENT_SECRET}\`).toString('base64');
  api.cache.set('authorization', header, { ttl: 600_000 });
};`,
  },
  'shows a secret in a reason': {
    kind: 'leaked-secret',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const { LICENSE } = event.secrets;
  if (event.stats.logins_count > 100) api.access.deny(\`The license \${LICENSE} has expired.\`);
};`,
  },
  'uses an e-mail address as a key': {
    kind: 'refused-write',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  if (event.user.email) api.cache.set(\`attempt:\${event.user.email}\`, '1', { ttl: 60_000 });
};`,
  },
  'stores metadata of any size': {
    kind: 'refused-write',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set('profile', JSON.stringify(event.user.user_metadata));
};`,
  },
  'gives an expiry in seconds': {
    kind: 'refused-write',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set(event.user.user_id, 'seen', { expires_at: Math.floor(Date.now() / 1000) + 600 });
};`,
  },
  'believes a parameter of the return': {
    kind: 'unvalidated-return',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  if (event.request.query.kyc_status !== 'passed') api.access.deny('We could not verify you.');
};`,
  },
  'ignores that the token is wrong': {
    kind: 'unvalidated-return',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  let answer = {};
  try {
    answer = api.redirect.validateToken({ secret: event.secrets.KYC });
  } catch (error) {
    console.log(error.code);
  }
  if (answer.failed) api.access.deny('We could not verify you.');
};`,
  },
  'asks nobody whether the user has returned': {
    kind: 'unvalidated-return',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://news.example.com/');
};
exports.onContinuePostChallenge = async () => {};`,
  },
  'denies without a reason': {
    kind: 'deny-without-reason',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  if (!event.user.phone_verified) api.access.deny();
};`,
  },
  'denies with a reason that a table may not have': {
    kind: 'deny-without-reason',
    level: 'hint',
    source: `
const reasons = { en: 'Please verify your address.', fr: '' };
exports.onExecutePostChallenge = async (event, api) => {
  if (!event.user.email_verified) api.access.deny(reasons[event.transaction.locale]);
};`,
  },
  'gives a lifetime in seconds': {
    kind: 'short-lifetime',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set(event.user.user_id, 'seen', { ttl: 600 });
};`,
  },
  'asks for a factor that the user may not have': {
    kind: 'impossible-challenge',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.authentication.challengeWith({ type: 'otp' });
};`,
  },
  'decodes a token without verifying it': {
    kind: 'unvalidated-return',
    source: `
const decode = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  let claims = {};
  try {
    claims = decode(event.request.query.proof);
  } catch {}
  if (!claims.verified) api.access.deny('We could not verify you.');
};`,
  },
  'validates a token only if there is one': {
    kind: 'unvalidated-return',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://kyc.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  const parameters = { ...event.request.query, ...event.request.body };
  if (!parameters.session_token) return;
  try {
    api.redirect.validateToken({ secret: event.secrets.KYC });
  } catch {
    api.access.deny('We could not verify you.');
  }
};`,
  },
  'redirects some users for ever': {
    kind: 'redirect-loop',
    source: `
const enroll = (api) => api.redirect.sendUserTo('https://mfa.example.com/');
exports.onExecutePostChallenge = async (event, api) => {
  if (!event.user.enrolledFactors?.length) enroll(api);
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    if (!api.redirect.validateToken({ secret: event.secrets.KEY }).enrolled) enroll(api);
  } catch {
    api.access.deny('Please try again.');
  }
};`,
  },
  'clones the event first': {
    kind: 'throws',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const { user } = JSON.parse(JSON.stringify(structuredClone(event)));
  if (user.given_name.toLowerCase() === 'test') api.access.deny('Please use your name.');
};`,
  },
  'looks for an address with an open pattern': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const { next } = event.request.query;
  if (/^https:\\/\\/.*\\.example\\.com/.test(next)) api.transaction.setResultUrl(next);
};`,
  },
  'fetches and does not await': {
    kind: 'forgotten-await',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  fetch('https://audit.example.com/', { method: 'POST', body: event.user.user_id });
};`,
  },
  'writes after the window has passed': {
    kind: 'refused-write',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const record = api.cache.get('window');
  const end = record ? Number(record.value) : Date.now() + 60_000;
  api.cache.set('window', String(end), { ttl: 600_000 });
  api.cache.set('count', '1', { expires_at: end });
};`,
  },
  'calls a method in a callback of Node': {
    kind: 'forgotten-await',
    source: `
const { pbkdf2 } = require('node:crypto');
exports.onExecutePostChallenge = async (event, api) => {
  pbkdf2(event.user.user_id, 'reset', 10, 16, 'sha256', (error, key) => {
    if (error) throw error;
    api.cache.set(key.toString('hex'), 'seen', { ttl: 60_000 });
  });
};`,
  },
  'awaits a helper that does not await its own': {
    kind: 'forgotten-await',
    source: `
const store = async (cache, key) => {
  await new Promise(setImmediate);
  cache.set(key, 'seen', { ttl: 60_000 });
};
const storeAll = async (cache, keys) => {
  Promise.all(keys.map((key) => store(cache, key)));
};
exports.onExecutePostChallenge = async (event, api) => {
  await storeAll(api.cache, ['first', 'second']);
};`,
  },
  'decodes an address from a parameter': {
    kind: 'open-redirect',
    source: `
const home = 'https://app.example.com/';
const decode = (text) => JSON.parse(Buffer.from(text, 'base64url').toString());
exports.onExecutePostChallenge = async (event, api) => {
  try {
    const { returnUrl = home } = decode(event.request.query.context ?? '');
    api.transaction.setResultUrl(returnUrl);
  } catch {
    api.transaction.setResultUrl(home);
  }
};`,
  },
  'redirects again as long as the other site signs that it waits': {
    kind: 'redirect-loop',
    level: 'hint',
    source: `
const ask = (api) => api.redirect.sendUserTo('https://approval.example.com/');
exports.onExecutePostChallenge = async (event, api) => {
  ask(api);
};
exports.onContinuePostChallenge = async (event, api) => {
  try {
    const { result } = api.redirect.validateToken({ secret: event.secrets.KEY });
    if (result === 'pending') return ask(api);
    if (result !== 'approved') api.access.deny('Nobody approved the reset.');
  } catch {
    api.access.deny('Please try again.');
  }
};`,
  },
  'counts the returns in a token that the other site does not send back': {
    kind: 'redirect-loop',
    source: `
const ask = (event, api, tries) => {
  const session_token = api.redirect.encodeToken({ secret: event.secrets.KEY, payload: { tries } });
  api.redirect.sendUserTo('https://code.example.com/', { query: { session_token } });
};
exports.onExecutePostChallenge = async (event, api) => ask(event, api, 0);
exports.onContinuePostChallenge = async (event, api) => {
  let tries = 0;
  try {
    const claims = api.redirect.validateToken({ secret: event.secrets.KEY });
    if (claims.passed === true) return;
    tries = Number(claims.tries ?? 0);
  } catch {}
  if (tries > 3) return api.access.deny('Too many tries.');
  ask(event, api, tries + 1);
};`,
  },
  'stores an answer of any length': {
    kind: 'refused-write',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.prompt.render('ap_reasons');
};
exports.onContinuePostChallenge = async (event, api) => {
  const { comment = '' } = event.prompt?.fields ?? {};
  api.cache.set('comment', JSON.stringify({ comment }), { ttl: 600_000 });
};`,
  },
  'decodes a token and asks for another parameter': {
    kind: 'unvalidated-return',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  api.redirect.sendUserTo('https://terms.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  const answer = { ...event.request.query, ...event.request.body };
  if (answer.accepted !== 'yes') return api.access.deny('Please accept the terms.');
  try {
    const claims = JSON.parse(Buffer.from(answer.session_token.split('.')[1], 'base64url'));
    if (claims.sub !== event.user.user_id) api.access.deny('This is not your answer.');
  } catch {
    api.access.deny('We did not understand the answer.');
  }
};`,
  },
  'looks up a parameter, and compares the end of a name': {
    kind: 'open-redirect',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const wanted = new URLSearchParams(event.request.query).get('verifier');
  const { href, hostname } = new URL(URL.canParse(wanted) ? wanted : 'https://app.acme.co.uk/');
  if (hostname.endsWith('acme.co.uk')) api.transaction.setResultUrl(href);
};`,
  },
  'reads an assessment that may be partial': {
    kind: 'throws',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const akamai = event.authentication.riskAssessment?.supplemental?.akamai;
  if (akamai && (akamai.akamaiUserRisk?.score > 60 || akamai.akamaiBot.botScore > 80))
    api.access.deny('Please call us.');
};`,
  },
  'loops without end if nobody has set the number': {
    kind: 'hangs',
    level: 'hint',
    source: `
exports.onExecutePostChallenge = async (event, api) => {
  const count = Number(event.configuration.SLOT_COUNT ?? 'none');
  for (let slot = 0; !(slot >= count); slot += 1) api.cache.get(String(slot));
};`,
  },
};
