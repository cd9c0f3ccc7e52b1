import type { Implementation } from '@post-challenge/conformance';
import type { SendUserToOptions } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';

/** One of the two methods that take a URL to which a user goes. */
type DestinationMethod = (url: string, options?: SendUserToOptions) => unknown;

/** The reference with that method changed. */
type ChangeMethod = (change: (go: DestinationMethod) => DestinationMethod) => Implementation;

/** The reference with another `api.redirect.sendUserTo`. */
export const changeSendUserTo: ChangeMethod = (change) =>
  changeReference(({ redirect: { sendUserTo } }) => ({
    redirect: { sendUserTo: change(sendUserTo) },
  }));

/** The reference with another `api.transaction.setResultUrl`. */
export const changeSetResultUrl: ChangeMethod = (change) =>
  changeReference(({ transaction: { setResultUrl } }) => ({
    transaction: { setResultUrl: change(setResultUrl) },
  }));

/** Escapes what is no part of a URL, but not what has a meaning in it. */
function joinParameter([name, value]: [string, string]): string {
  return `${encodeURI(name)}=${encodeURI(value)}`;
}

/** What breaks the rules that the two methods share, by claim. */
export function createDestinationKnownBad(changeMethod: ChangeMethod) {
  return {
    // The query is what the options say, and nothing else.
    worksWithoutOptions: changeMethod(
      (go) => (url, options) => go(options ? url : url.replace(/\?.*/, ''), options),
    ),
    addsTheQuery: changeMethod((go) => (url) => go(url)),
    // `encodeURI` in the place of `encodeURIComponent`.
    encodesTheQuery: changeMethod((go) => (url, { query = {} } = {}) => {
      const target = new URL(url);
      for (const member of Object.entries(query))
        target.search += `${target.search === '' ? '?' : '&'}${joinParameter(member)}`;
      return go(target.href);
    }),
    // A second question mark, where the URL has one.
    keepsTheUrl: changeMethod(
      (go) =>
        (url, { query } = {}) =>
          go(query ? `${url}?${String(new URLSearchParams(query))}` : url),
    ),
    // Taken as a path of the tenant.
    refusesARelativeUrl: changeMethod(
      (go) => (url, options) => go(new URL(url, 'https://tenant.example.com/').href, options),
    ),
    // Whatever can be parsed is a URL; what becomes of a script is what would become of a page.
    refusesAScriptUrl: changeMethod((go) => (url, options) => {
      const scheme = URL.canParse(url) ? new URL(url).protocol : '';
      const isScript = /^(?:javascript|data):$/.test(scheme);
      return go(isScript ? 'https://script.example.com/' : url, options);
    }),
  };
}
