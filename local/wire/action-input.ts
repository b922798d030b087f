import type * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';

/**
 * Reads a call's input against the shape a service serves.
 * Throws UnsupportedOnThisMachine for a member the shape does not know, and ValidationException for a wrong one.
 */
export function readInput<Shape extends z.ZodType>(shape: Shape, call: AwsCall): z.output<Shape> {
  const result = shape.safeParse(call.input);
  if (result.success) return result.data;
  const where = `${call.service}:${call.action}`;
  const unknown = result.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) {
    const names = unknown.keys.map((name) => [...unknown.path, name].join('.')).join(', ');
    throw new AwsError('UnsupportedOnThisMachine', `${where}: ${names} is not emulated on this machine`, {
      status: 501,
    });
  }
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new AwsError('ValidationException', `${where}: ${problems.join('; ')}`);
}
