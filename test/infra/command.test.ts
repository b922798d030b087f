import { expect, test } from 'vitest';
import { complaintOf, parseCommand, portOf, readWords, targetOf, WrongUse } from '../../infra/commands/command.ts';
import { configurationFile } from './synthesized.ts';

const there = { stage: 'dev', region: 'us-east-1', local: false, port: '4510' };

test('an option that a command does not know is told in one line, which says where the others are', () => {
  const said = new WrongUse("Unknown option '--nmae'. --help shows what there is.");
  expect(() => parseCommand({}, ['create', '--nmae', 'x'])).toThrow(said);
  expect(() => readWords({ args: ['--nmae'], options: {} })).toThrow(said);
  expect(() => parseCommand({}, ['--port'])).toThrow("Option '--port <value>' argument missing. --help");
});

test('a word that is no port is told as npm start tells it', () => {
  expect(portOf('4510')).toBe(4510);
  for (const port of ['abc', '65536', '-1', ''])
    expect(() => targetOf({ ...there, local: true, port })).toThrow(
      new WrongUse(`--port must be a number up to 65535, not "${port}".`),
    );
});

test.each([
  [['list'], undefined],
  [['list', '--stage', 'dev'], undefined],
  [['list', '--region', 'us-east-1'], undefined],
  [
    ['list', '--stage', 'prod', '--region', 'eu-central-1'],
    ['prod', 'eu-central-1', undefined],
  ],
  [
    ['list', '--local'],
    ['dev', 'us-east-1', 'http://127.0.0.1:4510'],
  ],
  [
    ['list', '--local', '--port', '4711'],
    ['dev', 'us-east-1', 'http://127.0.0.1:4711'],
  ],
])('%j acts nowhere that it does not name, since npm keeps words in front of its "--"', (words, place) => {
  const target = () => {
    const { stage, client } = targetOf(parseCommand({}, words).values);
    return [stage, client.region, client.endpoint];
  };
  if (place) expect(target()).toEqual(place);
  else expect(target).toThrow(/^Say where it acts: with --local, or with --stage and --region/);
});

test('a stage that is none is told before anybody is asked', () => {
  expect(targetOf(there)).toMatchObject({ stage: 'dev', base: 'lanekeeper-dev', client: { region: 'us-east-1' } });
  expect(() => targetOf({ ...there, stage: 'test' })).toThrow(new WrongUse('There is no stage test; dev, prod.'));
  expect(() => targetOf({ ...there, region: 'eu-west-1' })).toThrow(
    'There is no stage dev in the region eu-west-1; us-east-1, eu-central-1.',
  );
});

test('of several installations of a stage in a region the one is meant whose prefix is said', () => {
  const place = { stage: 'dev', region: 'us-east-1' };
  const config = configurationFile({ installations: [place, { ...place, prefix: 'acme' }] });
  const given = { ...there, config };
  expect(() => targetOf(given)).toThrow('There are several dev in us-east-1; say --prefix: lanekeeper, acme.');
  expect(() => targetOf({ ...given, prefix: 'other' })).toThrow('with the prefix other; lanekeeper, acme.');
  const meant = targetOf({ ...given, prefix: 'acme' });
  expect(meant).toMatchObject({ prefix: 'acme', base: 'acme-dev', logFolder: '/acme/dev' });
  expect(meant.flags).toBe(`--stage dev --region us-east-1 --prefix acme --config ${config}`);
  expect(targetOf({ ...given, prefix: 'acme', local: true }).client.endpoint).toBe('http://127.0.0.1:4510');
});

test.each([
  ['a use that is wrong', new WrongUse('Say it.'), 'Say it.', 2],
  [
    'a runtime that does not run, which fetch finds',
    new TypeError('fetch failed', { cause: Object.assign(new Error(''), { code: 'ECONNREFUSED' }) }),
    'It did not work: nothing listens there; start the runtime with "npm start", or say its --port.',
    1,
  ],
  [
    'a runtime that does not run, which an SDK finds',
    Object.assign(new Error(''), { code: 'ECONNREFUSED', port: 4651 }),
    'It did not work: nothing listens on port 4651; start the runtime with "npm start -- --port 4651", or say where it is with --port.',
    1,
  ],
  [
    'somebody who is not logged in',
    Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    'It did not work: log in to AWS, or say --local in place of --stage and --region.',
    1,
  ],
  ['anything else', new Error('The disk is full.'), 'It did not work: The disk is full.', 1],
])('of %s it says what to do', (_what, error, line, exitCode) => {
  expect(complaintOf(error)).toEqual({ line, exitCode });
});
