/** How many processes can be served at once so that the watchdog knows them. */
const MAX_PROCESSES = 64;

/**
 * The processes that this one has started, as arguments of `process.kill`: a negative number is a group. The watchdog thread kills them
 * before it kills this process, which then calls no exit handler.
 */
export const processGroups = new Int32Array(
  new SharedArrayBuffer(MAX_PROCESSES * Int32Array.BYTES_PER_ELEMENT),
);

/** Adds a process or a group to those that the watchdog kills. */
export function addGroup(group: number): void {
  const free = processGroups.indexOf(0);
  if (free >= 0) processGroups[free] = group;
}

/** Removes a process or a group that has ended. */
export function removeGroup(group: number): void {
  const index = processGroups.indexOf(group);
  if (index >= 0) processGroups[index] = 0;
}
