import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedKeysIn } from '../../infra/configuration/repeated-keys.ts';
import { chosenStages, stagesIn } from '../../infra/stages.ts';
import { assemblyFolder } from './synthesized.ts';

const file = path.join(assemblyFolder(), 'given.json');
const dev = { stage: 'dev', region: 'ap-southeast-2' };

function saidOf(content: string | Uint8Array): readonly string[] {
  writeFileSync(file, content);
  try {
    stagesIn(file);
  } catch (error) {
    return (error as Error).message.replaceAll(`${file}: `, '').split('\n');
  }
  return [];
}

const of = (installation: object) => JSON.stringify({ installations: [{ ...dev, ...installation }] });

describe('a file', () => {
  test.each<[string, string | Uint8Array, readonly string[]]>([
    ['that is empty', ' \n', ['is empty']],
    ['in Latin-1', Buffer.from(of({ tags: { city: 'Köln' } }), 'latin1'), ['is not in UTF-8']],
    [
      'with a key twice',
      '{"installations":[{"stage":"dev","region":"eu-west-3","protectData":true,"protectData":false}]}',
      ['installations[0].protectData: stands twice'],
    ],
    ['with another place missing', '{"installations":[{"stage":"dev"}]}', ['installations[0].region: is missing']],
    [
      'with the wrong kinds',
      of({ mailsPerSecond: 1.5, tags: [] }),
      ['installations[0].tags: must be an object', 'installations[0].mailsPerSecond: must be a whole number'],
    ],
    [
      'with tags of ours',
      of({ tags: { Stage: 'x' } }),
      ['installations[0].tags.Stage: is no name of a tag, or one that is taken (product, stage, aws:…)'],
    ],
    [
      'with a policy of another account',
      of({ account: '111122223333', permissionsBoundary: 'arn:aws:iam::999988887777:policy/p' }),
      ['installations[0].permissionsBoundary: is of account 999988887777, not of 111122223333'],
    ],
  ])('%s is refused', (_what, content, expected) => {
    expect(saidOf(content)).toEqual(expected);
  });

  test('with a byte order mark is read', () => {
    expect(saidOf(`\uFEFF${of({})}`)).toEqual([]);
  });

  test('with more tags than a resource can have is refused', () => {
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, number) => [`tag-${number}`, 'x']));
    expect(saidOf(of({ tags }))).toEqual(['installations[0].tags: must have at most 48 entries']);
  });

  test('of far too many installations, or faults, is refused in few lines', () => {
    const many = (length: number) =>
      JSON.stringify({ installations: Array.from({ length }, () => ({ ...dev, colour: 1 })) });
    expect(saidOf(many(1000))).toContain('installations: must have at most 100 entries');
    const lines = saidOf(many(100));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('and 50 more');
  });

  test('of no name is refused: an empty variable must not deploy the project’s own', () => {
    expect(() => chosenStages({ config: '' })).toThrow('-c: config: names no file');
  });
});

test('a key stands twice only within one object, whatever texts say', () => {
  const text = '{"a":{"b":1},"c":[{"b":2},{"b":[],"\\u0062":3}],"d":"\\"b\\": {","e":"a"}';
  expect(repeatedKeysIn(text)).toEqual([{ path: ['c', 1, 'b'], message: 'stands twice' }]);
});

test('where only the prefix tells two installations apart, each says it to whoever runs a command', () => {
  const region = 'eu-west-3';
  writeFileSync(
    file,
    JSON.stringify({
      installations: [
        { stage: 'live', region },
        { stage: 'live', region, prefix: 'acme' },
      ],
    }),
  );
  expect(stagesIn(file).map(({ flags }) => flags)).toEqual([
    `--stage live --region ${region} --prefix lanekeeper --config ${file}`,
    `--stage live --region ${region} --prefix acme --config ${file}`,
  ]);
});
