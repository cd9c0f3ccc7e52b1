import Type from 'typebox';

/** @param {string} description */
const text = (description) => Type.String({ description });
/** @param {string} description */
const texts = (description) => Type.Array(Type.String(), { description });
/** @param {string} description */
const flag = (description) => Type.Boolean({ description });
/**
 * @param {string} description
 * @param {import('typebox').TSchema} items
 */
const list = (description, items) => Type.Array(items, { description });

/**
 * @param {string} description
 * @param {import('typebox').TSchema} member
 */
const dictionary = (description, member) =>
  Type.Unsafe({ type: 'object', description, additionalProperties: member });

/** @param {import('typebox').TProperties} properties */
function object(properties, description = '') {
  return Type.Object(properties, {
    ...(description && { description }),
    additionalProperties: false,
  });
}

const name = text('The name.');
const prose = {
  summary: text('The summary, in one sentence.'),
  remarks: Type.Optional(text('The remarks, in paragraphs.')),
};
const signature = text('The name with the names of the parameters; `?` marks an optional one.');
const boundBy = texts('The ids of the limits.');
const rules = texts('The ids of the rules, which `rules.json` describes.');
const basis = text('The kind of source on which the claim rests, such as `documented`.');
const reference = {
  source: text('The id of the source, a key of `sources` in `contract.json`.'),
  section: Type.Optional(text('The section of the source, by its heading or number.')),
  address: text('The address of the source.'),
};
const listSources = (/** @type {import('typebox').TProperties} */ properties) =>
  list('The sources, with the most binding first.', object(properties));
const sources = listSources({
  ...reference,
  citation: text('The title, the edition, the section and the date on which the source was read.'),
});

const description = text('The description, in one paragraph.');
const member = object({
  name,
  description,
  type: text('The type in words; a capitalized name is a key of `types`.'),
  optional: flag('Whether it may be left out.'),
  unit: Type.Optional(text('The unit of the number.')),
  default: Type.Optional(
    object(
      {
        text: text('The default in words.'),
        value: Type.Optional(
          Type.Unknown({ description: 'The default; absent if it depends on other members.' }),
        ),
      },
      'The value that counts if it is left out.',
    ),
  ),
});
const parameters = list('The parameters, in order.', member);

const result = {
  type: text('The type in words.'),
  description: Type.Optional(text('The result in words; absent if there is none.')),
};

const trigger = object(
  {
    id: text('The id, as the platform spells it.'),
    title: text('The title.'),
    ...prose,
    example: text('An action, in JavaScript.'),
    sources,
    limits: boundBy,
    rules,
  },
  'The trigger that executes the actions.',
);

const handler = object({
  name,
  signature,
  ...prose,
  optional: flag('Whether an action may leave out the handler.'),
  parameters,
  result: object(result, 'The result.'),
  sources,
  limits: boundBy,
});

const namespace = object({ name, ...prose, rules });

const edition = Type.Enum(['2025', '2026'], { description: 'The edition of the pages.' });
const range = {
  since: Type.Optional({
    ...edition,
    description: 'The first edition; absent if it is the oldest one.',
  }),
  until: Type.Optional({
    ...edition,
    description: 'The last edition; absent if it is the newest one.',
  }),
};

const method = object({
  ...range,
  name: text('The name of the method with its namespace.'),
  namespace: text('The name of the namespace.'),
  signature,
  ...prose,
  parameters,
  result: object(
    {
      kind: Type.Enum(['nothing', 'api', 'value'], {
        description: 'Whether the method returns nothing, the `api` object or another value.',
      }),
      ...result,
    },
    'The result.',
  ),
  throws: texts('The errors that the method throws, each with its condition.'),
  example: text('A call, in JavaScript.'),
  basis,
  sources,
  limits: boundBy,
  satisfiedBy: texts(
    'The ids of the rules that say how the user satisfies the challenge; empty if the method challenges nobody.',
  ),
  rules,
  schema: text('The path of the JSON Schema of the arguments.'),
});

const type = object({
  ...prose,
  members: Type.Optional(list('The members of an object.', member)),
  open: Type.Optional(flag('Whether the type of the object names further members as unknown.')),
  values: Type.Optional(texts('The values of a type that has only these.')),
  variants: Type.Optional(texts('The names of the types, one of which a value has.')),
  sources: Type.Optional(sources),
  schema: Type.Optional(text('The path of the JSON Schema, if one is published.')),
});

const limit = object({
  description,
  value: Type.Number({ description: 'The largest value.' }),
  constant: text('The name of the constant that `@post-challenge/spec` exports.'),
  unit: text('The unit of the value.'),
  bounds: texts(
    'The paths that the limit bounds: parameters and their members, methods, handlers, or the trigger.',
  ),
  basis,
  sources,
});

const source = object({
  title: text('The title.'),
  address: text('The address.'),
  edition: Type.Optional(text('The edition of the page.')),
  read: Type.Optional(text('The date on which the source was read, as `YYYY-MM-DD`.')),
  level: text('The most binding level of a rule that rests on this source alone.'),
});

const rule = object({
  level: Type.Enum(['MUST', 'SHOULD', 'PROBE'], { description: 'How binding the claim is.' }),
  ...range,
  basis: Type.Optional(
    Type.Union([basis, dictionary('The kind of source by edition.', basis)], {
      description: 'The kind of source on which the claim rests, by edition if it differs.',
    }),
  ),
  sources: Type.Optional(
    listSources({
      ...reference,
      edition: Type.Optional({
        ...edition,
        description: 'The edition; absent if the rule has the source in both.',
      }),
    }),
  ),
  needs: texts('The abilities that a suite needs to judge the rule.'),
  requires: texts(
    'The ids of the rules that an implementation must keep before this rule can be judged.',
  ),
  text: text('The claim in one sentence; the text of a probe is a question.'),
  note: Type.Optional(text('A reason for the claim, a limit of its judgement, or an example.')),
  decision: Type.Optional(
    text(
      'The decision on which the rule rests, relative to the folder `docs` of the repository and of `@post-challenge/conformance`.',
    ),
  ),
});

const header = {
  $schema: text('The path of the schema of this file.'),
  name: text('The name of the package.'),
  version: text('The version of the package.'),
};

/** The schemas of `contract.json` and `rules.json`, by title. */
export const documentSchemas = {
  Contract: object(
    {
      ...header,
      trigger,
      handlers: list('The handlers of an action.', handler),
      namespaces: list('The namespaces of the `api` object.', namespace),
      methods: list('The methods of the `api` object.', method),
      types: dictionary('The types of parameters, members and results, by name.', type),
      editions: list(
        'The editions of the pages that the contract describes, the older one first.',
        text('The edition.'),
      ),
      limits: dictionary('The limits of methods, handlers and the trigger, by id.', limit),
      sources: dictionary('The public sources, by id.', source),
    },
    'The contract as data: everything that a page of documentation needs, besides the rules.',
  ),
  Rules: object(
    {
      ...header,
      rules: dictionary('The rules, by id; an id is never used for another claim.', rule),
    },
    'All rules of the contract.',
  ),
};
