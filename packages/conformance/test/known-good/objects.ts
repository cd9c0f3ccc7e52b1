import { type Implementation, fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { PostChallengeAPI2025 } from '@post-challenge/spec';
import { setImmediate as turn } from 'node:timers/promises';
import type { Variants } from './variant.ts';

/** Creates the reference with another kind of `api` object: actions receive the result of `wrap`. */
function wrapApi(wrap: (api: PostChallengeAPI2025) => PostChallengeAPI2025): Implementation {
  return fromApi({
    name: 'dressed',
    create(input) {
      const { api, outcome } = createPostChallenge(input);
      const { access, redirect } = api;
      const outer: PostChallengeAPI2025 = wrap({
        ...api,
        access: {
          deny(reason) {
            access.deny(reason);
            return outer;
          },
        },
        redirect: {
          ...redirect,
          sendUserTo(...args) {
            redirect.sendUserTo(...args);
            return outer;
          },
        },
      });
      return { api: outer, outcome };
    },
  });
}

/** Replaces the `api` object and each of its namespaces. */
function mapNamespaces(
  api: PostChallengeAPI2025,
  map: (object: object) => object,
): PostChallengeAPI2025 {
  const namespaces = Object.entries(api).map(([name, namespace]: [string, object]) => [
    name,
    map(namespace),
  ]);
  return map(Object.fromEntries(namespaces) as object) as PostChallengeAPI2025;
}

/** An `api` object whose namespaces are getters; one of them creates its object anew. */
class Kit implements PostChallengeAPI2025 {
  readonly #api: PostChallengeAPI2025;
  constructor(api: PostChallengeAPI2025) {
    this.#api = api;
  }
  get access() {
    return this.#api.access;
  }
  get authentication() {
    return this.#api.authentication;
  }
  get cache() {
    return new CacheKit(this.#api.cache);
  }
  get redirect() {
    return this.#api.redirect;
  }
  get transaction() {
    return this.#api.transaction;
  }
}

class CacheKit {
  readonly #cache: PostChallengeAPI2025['cache'];
  constructor(cache: PostChallengeAPI2025['cache']) {
    this.#cache = cache;
  }
  get(...args: Parameters<PostChallengeAPI2025['cache']['get']>) {
    return this.#cache.get(...args);
  }
  set(...args: Parameters<PostChallengeAPI2025['cache']['set']>) {
    return this.#cache.set(...args);
  }
  delete(...args: Parameters<PostChallengeAPI2025['cache']['delete']>) {
    return this.#cache.delete(...args);
  }
}

const touches = /^/;

/** Variants of the `api` object. */
export const objectVariants: Variants = {
  'frozen objects': {
    implementation: wrapApi((api) => mapNamespaces(api, Object.freeze)),
    touches,
  },
  'objects without a prototype': {
    implementation: wrapApi((api) =>
      mapNamespaces(api, (one) => Object.assign(Object.create(null), one) as object),
    ),
    touches,
  },
  'members on prototypes': {
    implementation: wrapApi((api) => mapNamespaces(api, (one) => Object.create(one) as object)),
    touches,
  },
  'instances of classes, and getters': {
    implementation: wrapApi((api) => new Kit(api)),
    touches,
    breaks: ['api/namespaces-are-stable'],
  },
  proxies: {
    implementation: wrapApi((api) => mapNamespaces(api, (one) => new Proxy(one, {}))),
    touches,
  },
  functions: { implementation: wrapApi((api) => Object.assign(() => {}, api)), touches },
  'more namespaces and methods': {
    implementation: wrapApi((api) => ({
      ...mapNamespaces(api, (one) => ({ ...one, version: 2, toJSON: () => ({}) })),
      prompt: { render: () => {} },
      user: {},
    })),
    touches,
  },
  'what is asked for is carried out later': {
    implementation: fromApi({
      name: 'later',
      async create(input) {
        await turn();
        const { api, outcome } = createPostChallenge(input);
        const { deny } = api.access;
        api.access.deny = (reason) => {
          setImmediate(() => deny(reason));
          return api;
        };
        return {
          api,
          async outcome() {
            await turn();
            return outcome();
          },
        };
      },
    }),
    touches: /^a/,
  },
};
