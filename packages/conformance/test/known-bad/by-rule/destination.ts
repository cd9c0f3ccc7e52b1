import type { Implementation } from '@post-challenge/conformance';
import type { SendUserToOptions } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';

/** One of the two methods that send the user to a URL. */
type DestinationMethod = (url: string, options?: SendUserToOptions) => unknown;

/** Changes that method of the reference. */
type ChangeMethod = (change: (go: DestinationMethod) => DestinationMethod) => Implementation;

/** Changes `api.redirect.sendUserTo` of the reference. */
export const changeSendUserTo: ChangeMethod = (change) =>
  changeReference(({ redirect: { sendUserTo } }) => ({
    redirect: { sendUserTo: change(sendUserTo) },
  }));

/** Changes `api.transaction.setResultUrl` of the reference. */
export const changeSetResultUrl: ChangeMethod = (change) =>
  changeReference(({ transaction: { setResultUrl } }) => ({
    transaction: { setResultUrl: change(setResultUrl) },
  }));

/** Escapes the characters that a URL cannot contain, but not its delimiters. */
function joinParameter([name, value = '']: [string, string | undefined]): string {
  return `${encodeURI(name)}=${encodeURI(value)}`;
}

/** Known-bad implementations for the rules that both methods have. */
export function createDestinationKnownBad(changeMethod: ChangeMethod) {
  return {
    // Replaces the query of the URL by the one of the options.
    worksWithoutOptions: changeMethod(
      (go) => (url, options) => go(options ? url : url.replace(/\?.*/, ''), options),
    ),
    addsTheQuery: changeMethod((go) => (url) => go(url)),
    // `encodeURI` instead of `encodeURIComponent`.
    encodesTheQuery: changeMethod((go) => (url, { query = {} } = {}) => {
      const target = new URL(url);
      for (const member of Object.entries(query))
        target.search += `${target.search === '' ? '?' : '&'}${joinParameter(member)}`;
      return go(target.href);
    }),
    // Adds a second question mark if the URL has a query.
    keepsTheUrl: changeMethod(
      (go) =>
        (url, { query } = {}) =>
          go(
            query ? `${url}?${String(new URLSearchParams(query as Record<string, string>))}` : url,
          ),
    ),
    // Resolves the URL against the tenant.
    refusesARelativeUrl: changeMethod(
      (go) => (url, options) => go(new URL(url, 'https://tenant.example.com/').href, options),
    ),
    // Accepts every URL that can be parsed.
    refusesAScriptUrl: changeMethod((go) => (url, options) => {
      const scheme = URL.canParse(url) ? new URL(url).protocol : '';
      const isScript = /^(?:javascript|data):$/.test(scheme);
      return go(isScript ? 'https://script.example.com/' : url, options);
    }),
  };
}
