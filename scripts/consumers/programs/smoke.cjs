// Uses the package that the argument names, by `require` and by `import`, and asserts that both are one copy of the code.
const assert = require('node:assert/strict');

const uses = {
  spec: ({ validate }) => assert.equal(validate('FactorType', 'sms').length, 1),
  reference: ({ createCache }) => assert.equal(createCache().get('key', 0), undefined),
  conformance: ({ fromApi, ruleTests }) => {
    const implementation = fromApi({ name: 'empty', create: () => ({ api: {} }) });
    assert.ok(ruleTests(implementation).length > 100);
  },
};

const [, , name] = process.argv;
const required = require(`@post-challenge/${name}`);
uses[name](required);
void compare();

async function compare() {
  const imported = await import(`@post-challenge/${name}`);
  uses[name](imported);
  const names = Object.keys(required);
  assert.deepEqual(Object.keys(imported).toSorted(), names.toSorted());
  const differing = names.filter((one) => imported[one] !== required[one]);
  assert.equal(differing.length > 0, name === 'spec');
}
