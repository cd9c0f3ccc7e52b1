import type { TransactionAPI } from '@post-challenge/spec';
import { assertArguments } from './arguments.ts';
import { addQuery } from './url.ts';

/** What an action asks for through `api.transaction`. */
export interface TransactionRequests {
  /** The result URL set last, with its query parameters. */
  resultUrl?: string;
}

/** Makes `api.transaction`. */
export function createTransaction(requests: TransactionRequests): TransactionAPI {
  return {
    setResultUrl(url, options) {
      const method = 'transaction.setResultUrl';
      assertArguments(method, [url, options]);
      requests.resultUrl = addQuery(method, url, options?.query);
    },
  };
}
