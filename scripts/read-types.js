import ts from 'typescript-6.0';

/** @typedef {ts.Node} Node */
/** @typedef {ReturnType<typeof readTypes>} Types */

/**
 * Reads the types of a module with their TSDoc. A node is a declaration, or a type as it is written; each function leads from one node
 * to the next.
 *
 * @param {string} path - The path of the declarations of the module.
 */
export function readTypes(path) {
  const options = { module: ts.ModuleKind.NodeNext, lib: ['lib.es5.d.ts'], types: [] };
  const program = ts.createProgram([path], options);
  const checker = program.getTypeChecker();

  /**
   * Finds the declaration of a type that the module exports.
   *
   * @param {string} name
   * @returns {Node}
   */
  function findType(name) {
    const module = findSymbol(program.getSourceFile(path));
    const found = module && checker.tryGetMemberInModuleExports(name, module);
    const [declaration] = (found && resolveAlias(found).declarations) ?? [];
    if (!declaration) throw new Error(`${path} exports no type named ${name}.`);
    return declaration;
  }

  /**
   * Finds a member of a type, or of any type of a union, or a parameter of a method.
   *
   * @param {Node | undefined} node
   * @param {string} name
   * @returns {Node | undefined}
   */
  function findMember(node, name) {
    if (!node) return undefined;
    if (ts.isMethodSignature(node)) {
      return node.parameters.find((parameter) => parameter.name.getText() === name);
    }
    return listVariants(node)
      .map((type) => checker.getTypeAtLocation(type).getProperty(name)?.valueDeclaration)
      .find(Boolean);
  }

  /**
   * Lists the members of a type that is not a union.
   *
   * @param {Node} node
   * @returns {Node[]}
   */
  function listMembers(node) {
    const members = checker.getTypeAtLocation(node).getProperties();
    return members.flatMap(({ valueDeclaration }) => valueDeclaration ?? []);
  }

  /**
   * Finds the type of the elements of an array.
   *
   * @param {Node} node
   * @returns {Node | undefined}
   */
  function findElement(node) {
    return listVariants(node).find(ts.isArrayTypeNode)?.elementType;
  }

  /**
   * Lists the types of a union, or the type itself if it is not a union.
   *
   * @param {Node} node
   * @returns {Node[]}
   */
  function listVariants(node) {
    const type = resolveName(node);
    if (ts.isTypeAliasDeclaration(type)) return listVariants(type.type);
    return ts.isUnionTypeNode(type) ? type.types.flatMap(listVariants) : [type];
  }

  /**
   * Lists the values of a literal type or of a union of literal types, as JSON.
   *
   * @param {Node} node
   */
  function listLiterals(node) {
    const type = checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).map((value) => checker.typeToString(value));
  }

  /**
   * Finds the declaration of the type of a member, or of the type that a node names. If the type has no name, or if the language
   * declares it, the result is the type as it is written.
   *
   * @param {Node} node
   * @returns {Node}
   */
  function resolveName(node) {
    if (ts.isTypeOperatorNode(node)) return resolveName(node.type);
    if (ts.isPropertySignature(node) || ts.isParameter(node)) {
      return resolveName(getTypeNode(node) ?? node);
    }
    const [declaration] =
      (ts.isTypeReferenceNode(node) && findSymbol(node.typeName)?.declarations) || [];
    const isOurs = declaration && !program.isSourceFileDefaultLibrary(declaration.getSourceFile());
    return isOurs ? declaration : node;
  }

  /**
   * Reads the TSDoc of a declaration; missing parts are empty.
   *
   * @param {Node | undefined} node
   */
  function readComment(node) {
    const symbol = findSymbol(ts.getNameOfDeclaration(/** @type {ts.Declaration} */ (node)));
    const tags = symbol?.getJsDocTags(checker) ?? [];
    const readTags = (/** @type {string} */ tag) =>
      tags.filter(({ name }) => name === tag).map(({ text }) => text);
    const readTag = (/** @type {string} */ tag) => toText(readTags(tag)[0]);
    return {
      summary: toText(symbol?.getDocumentationComment(checker)).replace(/^- /u, ''),
      remarks: readTag('remarks'),
      defaultValue: readTag('defaultValue'),
      returns: readTag('returns'),
      throws: readTags('throws').map(toText),
      example: toCode(readTags('example')[0]),
    };
  }

  /** @param {Node | undefined} name */
  function findSymbol(name) {
    const symbol = name && checker.getSymbolAtLocation(name);
    return symbol && resolveAlias(symbol);
  }

  /** @param {ts.Symbol} symbol */
  function resolveAlias(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  return {
    findElement,
    findMember,
    findType,
    listLiterals,
    listMembers,
    listVariants,
    readComment,
    resolveName,
  };
}

/**
 * Gets the type of a member or a parameter, or of the result of a method, as it is written.
 *
 * @param {Node | undefined} node
 * @returns {Node | undefined}
 */
export function getTypeNode(node) {
  const hasType =
    node && (ts.isPropertySignature(node) || ts.isParameter(node) || ts.isMethodSignature(node));
  return hasType ? node.type : undefined;
}

/**
 * Joins the parts of a comment to paragraphs of one line each. A link becomes the name of its target.
 *
 * @param {ts.SymbolDisplayPart[] | undefined} parts
 */
function toText(parts) {
  return ts
    .displayPartsToString(parts)
    .replaceAll(/\{@link (\w+) ?\}/gu, '`$1`')
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/gu, ' '))
    .join('\n\n');
}

/**
 * Reads the code of an example without its fence.
 *
 * @param {ts.SymbolDisplayPart[] | undefined} parts
 */
function toCode(parts) {
  return ts
    .displayPartsToString(parts)
    .trim()
    .replaceAll(/^```\w*\n|\n```$/gu, '');
}
