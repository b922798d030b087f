import * as z from 'zod';
import { code, defineEvent, instant } from './event.ts';

/** One person was mailed so often that further mails are gathered: at `dueAt` they go out as one. */
export const digestBegun = defineEvent(
  'message.digest-begun.v1',
  z.object({ recipient: code, digestId: z.string(), dueAt: instant }),
);

export const messageEvents = [digestBegun] as const;
