/**
 * Stands in for `path-expression-matcher`, with which the XML parser knows an element by its path whose markup it is to
 * leave alone: it is told of none.
 */
export class Matcher {
  readonly push = nothing;
  readonly pop = nothing;
  readonly reset = nothing;
  readonly updateCurrent = nothing;
  readonly getCurrentTag = nothing;

  readOnly(): Matcher {
    return this;
  }

  matchesAny(): boolean {
    return false;
  }
}

function nothing(): undefined {
  return undefined;
}

export class ExpressionSet {}

export class Expression {
  constructor() {
    throw new Error('The XML parser is given no paths.');
  }
}
