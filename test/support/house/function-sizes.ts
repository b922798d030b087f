import type { Fault } from './fault.ts';
import type { FunctionShape } from './function-shape.ts';
import type { SourceFile } from './source-file.ts';

const mostLines = 40;
const mostParameters = 3;
/** What a test hands to these is as long as the test and takes what its table or its arbitraries give. */
const testing = /^(describe|test|it|beforeAll|beforeEach|afterAll|afterEach|fc\.property|fc\.asyncProperty)\b/;

/** Functions that are too long or take too much; the callbacks of a test file's tests may be of any size. */
export function sizeFaults(files: readonly SourceFile[]): Fault[] {
  return files.flatMap(({ path, functions }) =>
    functions
      .filter(({ handedTo = '' }) => !(path.endsWith('.test.ts') && testing.test(handedTo)))
      .flatMap((each) => whyTooBig(each).map((why) => ({ what: `${path} ${each.name}`.trim(), why }))),
  );
}

function whyTooBig({ lines, parameters }: FunctionShape): string[] {
  return [
    ...(lines > mostLines ? [`has ${lines} lines, more than ${mostLines}`] : []),
    ...(parameters > mostParameters ? [`takes ${parameters} parameters, more than ${mostParameters}`] : []),
  ];
}
