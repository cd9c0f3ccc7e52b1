import { createRuntime, loadAction } from '@post-challenge/reference';
import assert from 'node:assert/strict';

// Without an `await` of the module itself, so that a bundler can make a CommonJS module of it.
async function load() {
  const runtime = createRuntime({ actions: [await loadAction('action.cjs')] });
  assert.equal(typeof runtime.start, 'function');
}

void load();
