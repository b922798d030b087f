import { AwsError } from '../dispatcher.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { readQueryInput } from './query-input.ts';
import { writeXml } from './xml-text.ts';

/** The query protocol: a form with Action and flattened members comes in, XML goes out. */
export const query: Protocol = {
  decode(request) {
    const form = request.method === 'GET' ? request.query : new URLSearchParams(request.body.toString());
    const action = form.get('Action');
    if (!action) throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
    return {
      action,
      input: readQueryInput(form),
      answer: (output) =>
        xmlAnswer(200, {
          [`${action}Response`]: {
            [`${action}Result`]: members(output),
            ResponseMetadata: { RequestId: request.requestId },
          },
        }),
    };
  },
  refuse: (error, request: WireRequest) =>
    xmlAnswer(error.status, {
      ErrorResponse: {
        Error: {
          Type: error.status < 500 ? 'Sender' : 'Receiver',
          Code: error.code,
          Message: error.message,
          ...error.details,
        },
        RequestId: request.requestId,
      },
    }),
};

function xmlAnswer(status: number, document: Readonly<Record<string, unknown>>) {
  return { status, headers: { 'content-type': 'text/xml' }, body: writeXml(document) };
}

/** Lists are written as `member` elements. */
function members(value: unknown): unknown {
  if (Array.isArray(value)) return { member: value.map(members) };
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, members(member)]));
}
