import type { PostChallengeModule } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostAdapter, Session } from '../implementations/from-host.ts';

/** The exports of the reference that this command uses. The suite itself does not depend on the reference. */
interface Reference {
  readonly createCache: () => object;
  readonly createRuntime: (options: object) => {
    readonly start: (event: unknown) => Promise<ReturnType<Session['outcome']>>;
    readonly resume: (
      transaction: unknown,
      step: unknown,
    ) => Promise<ReturnType<Session['outcome']>>;
  };
  readonly loadAction: (path: string) => Promise<PostChallengeModule>;
}

const PACKAGE = '@post-challenge/reference';

/** Loads the reference that is installed beside the suite, or in the project in the working directory. */
export async function loadReference(): Promise<Reference> {
  try {
    return await importReference(PACKAGE);
  } catch {
    return importFromProject();
  }
}

/** Imports a module by a name that no bundler knows: the package must not contain the reference. */
async function importReference(name: string): Promise<Reference> {
  return (await import(name)) as Reference;
}

async function importFromProject(): Promise<Reference> {
  try {
    const path = createRequire(resolve('package.json')).resolve(PACKAGE);
    return await importReference(pathToFileURL(path).href);
  } catch (cause) {
    throw new UsageError(
      `explore loads actions with ${PACKAGE}, which is not installed. Install it in this project.`,
      { cause },
    );
  }
}

/** Creates the adapter of the reference. */
export function createReferenceHost({ createCache, createRuntime }: Reference): HostAdapter {
  return {
    name: 'reference',
    open({ edition, clock, tenant }) {
      const cache = createCache();
      return {
        async start({ event, actions }) {
          const onWarning = () => undefined;
          const runtime = createRuntime({ actions, edition, clock, tenant, cache, onWarning });
          let transaction = await runtime.start(event);
          return {
            outcome: () => transaction,
            async resume(step) {
              transaction = await runtime.resume(transaction, step);
            },
          };
        },
      };
    },
  };
}
