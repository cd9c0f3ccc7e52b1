import ts from 'typescript-6.0';

/** What a property draws scenarios with, and does not judge with. */
const drawingMembers = new Set(['given', 'examples', 'scenario']);

/** A function that tells of a place in a source whether a property draws there. */
export function createDrawingTest(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const spans = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && drawingMembers.has(node.name.getText(file)))
      spans.push([node.getStart(file), node.end]);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return (offset) => spans.some(([start, end]) => offset >= start && offset < end);
}
