import * as z from 'zod';
import { type AwsCall, unsupportedAction } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';

const shape = z.strictObject({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z.array(z.strictObject({ timestamp: z.number(), message: z.string() })),
  sequenceToken: z.string().optional(),
});

interface GroupLine {
  readonly group: string;
  /** Epoch ms. */
  readonly at: number;
  readonly line: string;
}

/** Reads the lines a call of the `logs` service writes: none for creating what needs no creating here, else PutLogEvents'. */
export function readLogLines(call: AwsCall): readonly GroupLine[] {
  if (call.action === 'CreateLogGroup' || call.action === 'CreateLogStream') return [];
  if (call.action !== 'PutLogEvents') throw unsupportedAction(call);
  const { logGroupName, logEvents } = readInput(shape, call);
  return logEvents.map(({ timestamp, message }) => ({ group: logGroupName, at: timestamp, line: message }));
}
