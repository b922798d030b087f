/** An answer of the control API that tells what was wrong, as RFC 9457 problem details. */
export class Problem extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The document that goes with a problem's status. */
export function problemDocument(status: number, detail: string): Record<string, unknown> {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, detail };
}
