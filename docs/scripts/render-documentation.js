import { escapeText, renderBlock } from './markdown-text.js';

/**
 * Renders a node of TSDoc as Markdown.
 *
 * @param {any} node - A node; `undefined` if the comment has none.
 * @returns {string}
 */
export function renderDocumentation(node) {
  return node === undefined ? '' : renderNode(node).trim();
}

function renderNode(node) {
  switch (node.kind) {
    case 'CodeSpan':
      return `\`${node.code}\``;
    case 'EscapedText':
      return node.decodedText.replace('<', '&lt;');
    case 'FencedCode':
      return `\n\n${renderBlock(node.language, node.code.trimEnd())}\n\n`;
    case 'LinkTag':
      return renderLink(node);
    case 'Paragraph':
      return `${renderNodes(node).trim()}\n\n`;
    case 'PlainText':
      return escapeText(node.text);
    case 'SoftBreak':
      return '\n';
    default:
      return renderNodes(node);
  }
}

function renderNodes(node) {
  return node.getChildNodes().map(renderNode).join('');
}

function renderLink({ linkText, urlDestination, codeDestination }) {
  const text = linkText ?? codeDestination?.memberReferences.at(-1)?.memberIdentifier?.identifier;
  return urlDestination ? `[${text ?? urlDestination}](${urlDestination})` : `\`${text}\``;
}
