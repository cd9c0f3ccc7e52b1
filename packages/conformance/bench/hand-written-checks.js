// What one writes who wants nothing but speed: plain comparisons, and the text of the first fault.

/** @typedef {string | undefined} Found - The first fault, or none. */
/** @typedef {Record<string, any>} Members */

/**
 * @param {any} factor
 * @returns {Found}
 */
export function faultOfFactor(factor) {
  if (!isObject(factor)) return 'The factor is no object.';
  const { type, options } = factor;
  if (options !== undefined && !isObject(options)) return 'The options are no object.';
  switch (type) {
    case 'otp':
    case 'email':
    case 'webauthn-platform':
    case 'webauthn-roaming':
    case 'recovery-code':
      return undefined;
    case 'phone':
      return options && faultOfPhone(options);
    case 'push-notification':
    case 'push':
      return isOptional('boolean', options?.['otpFallback'])
        ? undefined
        : 'otpFallback is no boolean.';
    default:
      return 'The type is none of those known.';
  }
}

/**
 * @param {Members} options
 * @returns {Found}
 */
function faultOfPhone({ preferredMethod: method }) {
  const isKnown =
    method === undefined || method === 'sms' || method === 'voice' || method === 'both';
  return isKnown ? undefined : 'preferredMethod is none of sms, voice and both.';
}

/**
 * @param {any} event
 * @returns {Found}
 */
export function faultOfEvent(event) {
  if (!isObject(event)) return 'The event is no object.';
  return (
    faultOfAttempt(event) ??
    faultOfRequest(event['request']) ??
    faultOfUser(event['user']) ??
    faultOfRest(event)
  );
}

/**
 * @param {Members} event
 * @returns {Found}
 */
function faultOfAttempt({ authentication, authorization, client, connection, transaction }) {
  if (!isObject(authentication) || !isList(authentication['methods'], isMethod))
    return 'authentication is wrong.';
  if (!isOptionalObject(authentication['riskAssessment'])) return 'riskAssessment is no object.';
  if (!isObject(authorization) || !isList(authorization['roles'], isString))
    return 'authorization is wrong.';
  if (
    !isObject(client) ||
    typeof client['client_id'] !== 'string' ||
    typeof client['name'] !== 'string'
  )
    return 'client is wrong.';
  if (!isDictionary(client['metadata'])) return 'The metadata of the client are wrong.';
  if (
    !isObject(connection) ||
    typeof connection['id'] !== 'string' ||
    typeof connection['name'] !== 'string'
  )
    return 'connection is wrong.';
  if (typeof connection['strategy'] !== 'string' || !isOptionalDictionary(connection['metadata']))
    return 'connection is wrong.';
  return faultOfTransaction(transaction);
}

/**
 * @param {any} transaction
 * @returns {Found}
 */
function faultOfTransaction(transaction) {
  if (!isObject(transaction) || typeof transaction['locale'] !== 'string')
    return 'transaction is wrong.';
  const { ui_locales, login_hint, state, correlation_id } = transaction;
  if (!isList(ui_locales, isString)) return 'ui_locales is wrong.';
  return isOptional('string', login_hint) &&
    isOptional('string', state) &&
    isOptional('string', correlation_id)
    ? undefined
    : 'transaction is wrong.';
}

/**
 * @param {any} request
 * @returns {Found}
 */
function faultOfRequest(request) {
  if (!isObject(request)) return 'request is no object.';
  const { ip, method, query, body, geoip, hostname, language, user_agent } = request;
  if (typeof ip !== 'string' || typeof method !== 'string') return 'ip or method is no string.';
  if (!isObject(query) || !isObject(body)) return 'query or body is no object.';
  if (
    !isOptional('string', hostname) ||
    !isOptional('string', language) ||
    !isOptional('string', user_agent)
  )
    return 'request is wrong.';
  if (!isObject(geoip)) return 'geoip is no object.';
  const { cityName, continentCode, countryCode, countryCode3, countryName } = geoip;
  const { latitude, longitude, subdivisionCode, subdivisionName, timeZone } = geoip;
  const isRight =
    isOptional('string', cityName) &&
    isOptional('string', continentCode) &&
    isOptional('string', countryCode) &&
    isOptional('string', countryCode3) &&
    isOptional('string', countryName) &&
    isOptional('string', subdivisionCode) &&
    isOptional('string', subdivisionName) &&
    isOptional('string', timeZone) &&
    isOptional('number', latitude) &&
    isOptional('number', longitude);
  return isRight ? undefined : 'geoip is wrong.';
}

/**
 * @param {any} user
 * @returns {Found}
 */
function faultOfUser(user) {
  if (!isObject(user)) return 'user is no object.';
  const { user_id, created_at, updated_at, email_verified, app_metadata, user_metadata } = user;
  if (
    typeof user_id !== 'string' ||
    typeof created_at !== 'string' ||
    typeof updated_at !== 'string'
  )
    return 'A member of user is no string.';
  if (typeof email_verified !== 'boolean') return 'email_verified is no boolean.';
  if (!isObject(app_metadata) || !isObject(user_metadata)) return 'The metadata are no object.';
  if (!isList(user['identities'], isIdentity)) return 'identities is wrong.';
  const { enrolledFactors, phone_verified } = user;
  if (enrolledFactors !== undefined && !isList(enrolledFactors, isEnrolled))
    return 'enrolledFactors is wrong.';
  if (!isOptional('boolean', phone_verified)) return 'phone_verified is no boolean.';
  const { email, family_name, given_name, name, nickname, phone_number, picture } = user;
  const { username, last_password_reset } = user;
  const isRight =
    isOptional('string', email) &&
    isOptional('string', family_name) &&
    isOptional('string', given_name) &&
    isOptional('string', name) &&
    isOptional('string', nickname) &&
    isOptional('string', phone_number) &&
    isOptional('string', picture) &&
    isOptional('string', username) &&
    isOptional('string', last_password_reset);
  return isRight ? undefined : 'A member of user is no string.';
}

/**
 * @param {Members} event
 * @returns {Found}
 */
function faultOfRest(event) {
  const { stats, tenant, secrets, configuration } = event;
  if (!isObject(stats) || typeof stats['logins_count'] !== 'number') return 'stats is wrong.';
  if (!isObject(tenant) || typeof tenant['id'] !== 'string') return 'tenant is wrong.';
  if (!isDictionary(secrets) || !isOptionalDictionary(configuration)) return 'secrets is wrong.';
  const { custom_domain: domain, organization, prompt } = event;
  if (domain !== undefined && !isDomain(domain)) return 'custom_domain is wrong.';
  if (organization !== undefined && !isOrganization(organization)) return 'organization is wrong.';
  return prompt === undefined || isPrompt(prompt) ? undefined : 'prompt is wrong.';
}

const isMethod = (/** @type {any} */ method) =>
  isObject(method) &&
  typeof method['name'] === 'string' &&
  typeof method['timestamp'] === 'string' &&
  isOptional('string', method['type']);

const isEnrolled = (/** @type {any} */ factor) =>
  isObject(factor) && typeof factor['type'] === 'string' && isOptionalObject(factor['options']);

const isIdentity = (/** @type {any} */ identity) =>
  isObject(identity) &&
  isOptional('string', identity['connection']) &&
  isOptional('string', identity['provider']) &&
  isOptional('string', identity['user_id']) &&
  isOptional('boolean', identity['isSocial']) &&
  isOptionalDictionary(identity['profileData']);

const isDomain = (/** @type {any} */ domain) =>
  isObject(domain) &&
  typeof domain['domain'] === 'string' &&
  isDictionary(domain['domain_metadata']);

const isOrganization = (/** @type {any} */ organization) =>
  isObject(organization) &&
  typeof organization['id'] === 'string' &&
  typeof organization['name'] === 'string' &&
  typeof organization['display_name'] === 'string' &&
  isDictionary(organization['metadata']);

const isPrompt = (/** @type {any} */ prompt) =>
  isObject(prompt) &&
  typeof prompt['id'] === 'string' &&
  isOptionalObject(prompt['fields']) &&
  isOptionalObject(prompt['vars']);

/**
 * @param {unknown} value
 * @returns {value is Members}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function isOptionalObject(value) {
  return value === undefined || isObject(value);
}

/** @param {unknown} value */
function isString(value) {
  return typeof value === 'string';
}

/**
 * @param {'string' | 'number' | 'boolean'} type
 * @param {unknown} value
 */
function isOptional(type, value) {
  return value === undefined || typeof value === type;
}

/**
 * @param {unknown} value
 * @param {(item: unknown) => boolean} isItem
 */
function isList(value, isItem) {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i += 1) if (!isItem(value[i])) return false;
  return true;
}

/** @param {unknown} value */
function isDictionary(value) {
  if (!isObject(value)) return false;
  for (const name in value) if (typeof value[name] !== 'string') return false;
  return true;
}

/** @param {unknown} value */
function isOptionalDictionary(value) {
  return value === undefined || isDictionary(value);
}
