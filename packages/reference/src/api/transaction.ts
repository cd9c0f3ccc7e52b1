import type { TransactionAPI } from '@post-challenge/spec';
import { addQuery } from './url.ts';

/** The requests that an action makes through `api.transaction`. */
export interface TransactionRequests {
  /** The last result URL, with its query parameters. */
  resultUrl?: string;
}

/** Creates `api.transaction`. */
export function createTransaction(requests: TransactionRequests): TransactionAPI {
  return {
    setResultUrl(url, options) {
      requests.resultUrl = addQuery('transaction.setResultUrl', url, options?.query);
    },
  };
}
