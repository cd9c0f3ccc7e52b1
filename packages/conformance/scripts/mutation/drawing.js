import ts from 'typescript-6.0';

/** The members of a property that draw scenarios. */
const drawingMembers = new Set(['given', 'examples', 'scenario']);

/** Creates a function that checks if an offset of a source is in code that draws scenarios. */
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
