import type { Implementation } from '@post-challenge/conformance';
import type { FactorSelector, Outcome } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import type { Variants } from './variant.ts';

const touches = /^(?!cache|.*Token)/;

/** Changes the outcomes of the reference. */
function changeOutcome(outcome: (reached: Outcome) => unknown): Implementation {
  return changeReference(() => ({ outcome }));
}

/** Changes the URLs in the outcomes of the reference. */
function rewriteUrls(rewrite: (url: URL) => string): Implementation {
  return changeOutcome((reached) => {
    if (reached.status === 'redirected') return { ...reached, url: rewrite(new URL(reached.url)) };
    if (!('resultUrl' in reached) || reached.resultUrl === undefined) return reached;
    return { ...reached, resultUrl: rewrite(new URL(reached.resultUrl)) };
  });
}

/** Changes the factors in the outcomes of the reference. */
function changeFactors(change: (factors: readonly FactorSelector[]) => readonly FactorSelector[]) {
  return changeOutcome((reached) =>
    reached.status === 'challenged' ? { ...reached, factors: change(reached.factors) } : reached,
  );
}

function addsOtp({ type, options }: FactorSelector): boolean {
  const { otpFallback = true } = (options ?? {}) as { otpFallback?: boolean };
  return type.startsWith('push') && otpFallback;
}

/** Variants of the reported outcome. */
export const outcomeVariants: Variants = {
  'denials without their reason': {
    implementation: changeOutcome((reached) =>
      reached.status === 'denied' ? { status: 'denied' } : reached,
    ),
    touches,
  },
  'more members in an outcome': {
    implementation: changeOutcome((reached) => ({
      ...reached,
      at: 'https://tenant.example.com/',
      log: [],
    })),
    touches,
  },
  'query parameters in another order, and more of them': {
    implementation: rewriteUrls((url) => {
      const parameters = [...url.searchParams].toReversed();
      url.search = String(new URLSearchParams([...parameters, ['trace', '1']]));
      return url.href;
    }),
    touches,
  },
  'blanks as %20': {
    implementation: rewriteUrls(({ href, search }) =>
      href.replace(search, () => search.replaceAll('+', '%20')),
    ),
    touches,
  },
  'percent-encoding in lower case': {
    implementation: rewriteUrls(({ href }) =>
      href.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    ),
    touches,
  },
  'factors under another of their names, and in another order': {
    implementation: changeFactors((factors) =>
      factors
        .map((one) => (one.type === 'push' ? { ...one, type: 'push-notification' as const } : one))
        .toReversed(),
    ),
    touches,
  },
  'the factors that a platform adds': {
    implementation: changeFactors((factors) => [
      ...factors,
      { type: 'recovery-code' },
      ...(factors.some(addsOtp) ? [{ type: 'otp' } as const] : []),
    ]),
    touches,
  },
};
