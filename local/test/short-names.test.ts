import { expect, test } from 'vitest';
import { shortNames } from '../short-names.ts';

test.each([
  [
    ['app-dev-post-order', 'app-dev-ship'],
    ['post-order', 'ship'],
  ],
  [
    ['app-dev-post-order', 'app-dev-post-item'],
    ['order', 'item'],
  ],
  [
    ['app-dev', 'app-dev-ship'],
    ['dev', 'dev-ship'],
  ],
  [
    ['app', 'app-dev-ship'],
    ['app', 'app-dev-ship'],
  ],
  [
    ['application-one', 'app-two'],
    ['application-one', 'app-two'],
  ],
  [['app-dev-ship'], ['app-dev-ship']],
  [[], []],
])('%j are called %j', (names, short) => {
  expect(names.map(shortNames(names))).toEqual(short);
});
