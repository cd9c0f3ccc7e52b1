import ts from 'typescript-6.0';

/** @typedef {ts.Node} Node */

/**
 * The types of a module, to be followed from one to the next, with their TSDoc.
 *
 * @param {string} path - The path of the declarations of the module.
 */
export function documentedTypes(path) {
  const options = { module: ts.ModuleKind.NodeNext, lib: ['lib.es5.d.ts'], types: [] };
  const program = ts.createProgram([path], options);
  const checker = program.getTypeChecker();

  /** @param {Node | undefined} name */
  function symbolAt(name) {
    const symbol = name && checker.getSymbolAtLocation(name);
    return symbol && resolved(symbol);
  }

  /** @param {ts.Symbol} symbol */
  function resolved(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  /**
   * @param {string} name - The name of a type that the module exports.
   * @returns {Node}
   */
  function typeNamed(name) {
    const module = symbolAt(program.getSourceFile(path));
    const found = module && checker.tryGetMemberInModuleExports(name, module);
    const [declaration] = (found && resolved(found).declarations) ?? [];
    if (!declaration) throw new Error(`No type is exported as ${name}.`);
    return declaration;
  }

  /**
   * The declaration of what a member or a type names; where it names nothing, or a type of the language, the type itself.
   *
   * @param {Node} node
   * @returns {Node}
   */
  function named(node) {
    if (ts.isTypeOperatorNode(node)) return named(node.type);
    if (ts.isPropertySignature(node) || ts.isParameter(node)) return named(typeOf(node) ?? node);
    const [declaration] =
      (ts.isTypeReferenceNode(node) && symbolAt(node.typeName)?.declarations) || [];
    const isOurs = declaration && !program.isSourceFileDefaultLibrary(declaration.getSourceFile());
    return isOurs ? declaration : node;
  }

  /**
   * The types of a union; of any other type itself.
   *
   * @param {Node} node
   * @returns {Node[]}
   */
  function variantsOf(node) {
    const type = named(node);
    if (ts.isTypeAliasDeclaration(type)) return variantsOf(type.type);
    return ts.isUnionTypeNode(type) ? type.types.flatMap(variantsOf) : [type];
  }

  /**
   * The parameter of a method, or the member of a type or of any type of a union.
   *
   * @param {Node | undefined} node
   * @param {string} name
   * @returns {Node | undefined}
   */
  function memberOf(node, name) {
    if (!node) return undefined;
    if (ts.isMethodSignature(node)) {
      return node.parameters.find((parameter) => parameter.name.getText() === name);
    }
    return variantsOf(node)
      .map((type) => checker.getTypeAtLocation(type).getProperty(name)?.valueDeclaration)
      .find(Boolean);
  }

  /** @param {Node} node */
  function elementOf(node) {
    return variantsOf(node).find(ts.isArrayTypeNode)?.elementType;
  }

  /**
   * The values of a literal type, or of a union of such, as JSON.
   *
   * @param {Node} node
   */
  function literalsOf(node) {
    const type = checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).map((value) => checker.typeToString(value));
  }

  /** @param {Node | undefined} node */
  function commentOn(node) {
    const symbol = symbolAt(ts.getNameOfDeclaration(/** @type {ts.Declaration} */ (node)));
    const tags = symbol?.getJsDocTags(checker) ?? [];
    const tag = (/** @type {string} */ wanted) =>
      plain(tags.find(({ name }) => name === wanted)?.text);
    return {
      summary: plain(symbol?.getDocumentationComment(checker)).replace(/^- /u, ''),
      remarks: tag('remarks'),
      defaultValue: tag('defaultValue'),
      returns: tag('returns'),
    };
  }

  return { typeNamed, named, variantsOf, memberOf, elementOf, literalsOf, commentOn };
}

/**
 * Text in which each paragraph is one line, and a link the name of its target.
 *
 * @param {ts.SymbolDisplayPart[] | undefined} parts
 */
function plain(parts) {
  return ts
    .displayPartsToString(parts)
    .replaceAll(/\{@link (\w+)\}/gu, '`$1`')
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/gu, ' '))
    .join('\n\n');
}

/**
 * The type of a member or a parameter, the result of a method.
 *
 * @param {Node | undefined} node
 * @returns {Node | undefined}
 */
export function typeOf(node) {
  const hasType =
    node && (ts.isPropertySignature(node) || ts.isParameter(node) || ts.isMethodSignature(node));
  return hasType ? node.type : undefined;
}
