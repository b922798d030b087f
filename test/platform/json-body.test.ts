import { describe, expect, test } from 'vitest';
import { readJson } from '../../functions/platform/json-body.ts';

describe('reading JSON', () => {
  test.each<[string, Buffer, unknown]>([
    ['an object', Buffer.from('{"a":[1,"é"]}'), { a: [1, 'é'] }],
    ['null', Buffer.from('null'), null],
    ['with a byte order mark', Buffer.from('\uFEFF{}'), {}],
    ['half of a surrogate pair', Buffer.from('["\\ud83d!"]'), ['\uFFFD!']],
    ['a whole surrogate pair', Buffer.from('["\\ud83d\\ude00"]'), ['😀']],
  ])('%s', (_what, bytes, value) => {
    expect(readJson(bytes)).toEqual({ kind: 'ok', value });
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.from('')],
    ['half a document', Buffer.from('{"a":')],
    ['XML', Buffer.from('<a/>')],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xe9, 0x22])],
  ])('%s is malformed', (_what, bytes) => {
    expect(readJson(bytes)).toMatchObject({
      kind: 'malformed',
      answer: { status: 400, body: { detail: expect.any(String) } },
    });
  });
});
