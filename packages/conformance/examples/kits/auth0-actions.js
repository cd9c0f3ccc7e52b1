// Not every version has the test kit. Name the entry of yours that exports `getDefaultArguments` for this trigger.
import { getDefaultArguments } from '@auth0/actions/password-reset-post-challenge/v1/test';
import { fromApi } from '@post-challenge/conformance';

/** Replaces the members of an object that the kit keeps. */
function replaceMembers(target, source) {
  for (const name of Object.keys(target)) delete target[name];
  Object.assign(target, source);
}

export default fromApi({
  name: '@auth0/actions',
  clock: 'system',
  create({ event: { request } }) {
    // The kit brings its own event, and its `api` object reads only the query and the body of a later return.
    const [event, api] = getDefaultArguments();
    replaceMembers(event.request.query, request.query);
    replaceMembers(event.request.body, request.body);
    // The kit forgets what an action asks for, so there is no outcome to read: a test counts the calls with its own spies.
    return { api };
  },
});
