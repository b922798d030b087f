import { expect, test } from 'vitest';
import { type ContentType, contentTypeOf } from '../../functions/platform/content-type.ts';

test.each<[string | undefined, ContentType]>([
  ['application/json', { type: 'application/json' }],
  ['Application/JSON ; Charset="UTF-8"', { type: 'application/json', charset: 'utf-8' }],
  ['text/xml;charset=ISO-8859-1', { type: 'text/xml', charset: 'iso-8859-1' }],
  ['text/xml; version=1; charset = windows-1252', { type: 'text/xml', charset: 'windows-1252' }],
  ['text/xml; charset=', { type: 'text/xml' }],
  ['text/xml; charset="', { type: 'text/xml' }],
  ['text/xml; x-charset=latin1', { type: 'text/xml' }],
  ['text/xml; charset=; charset=latin1', { type: 'text/xml', charset: 'latin1' }],
  ['; charset=utf-8', { type: '', charset: 'utf-8' }],
  ['', { type: '' }],
  [undefined, { type: '' }],
])('a content type stated as %j', (header, said) => {
  expect(contentTypeOf(header)).toEqual(said);
});
