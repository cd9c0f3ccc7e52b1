import { UsageError } from '@post-challenge/spec/command-line';
import { ImplementationError } from '../implementation.ts';
import { loadImplementation } from '../load-implementation.ts';
import { serve } from '../serve.ts';

// The script of an isolated process: it serves the implementation of the module whose path is its argument.
serve(
  loadImplementation(process.argv[2] ?? '').catch((error: unknown) => {
    throw error instanceof UsageError
      ? new ImplementationError(error.message, { cause: error })
      : error;
  }),
);
