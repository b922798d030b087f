import { type FollowUpChannel, followUpChannels } from '../lead/follow-up-task.ts';
import type { Customer } from '../stated/stated-lead.ts';

/** Of which channels the tasks of a run are chosen. */
interface ChannelChoice {
  /** The policy's, in its order. */
  readonly channels: readonly FollowUpChannel[];
  /** The kind of activity the run follows from, where it follows from one. */
  readonly lastKind: string | undefined;
}

/** So many tasks, each on the channel that was used least lately, of those the customer can be reached on. */
export function chooseChannels(
  { phones, emails }: Pick<Customer, 'phones' | 'emails'>,
  { channels, lastKind }: ChannelChoice,
  count: number,
): readonly FollowUpChannel[] {
  const reaches: Record<FollowUpChannel, boolean> = {
    call: phones.length > 0,
    email: emails.length > 0,
    sms: phones.length > 0,
  };
  const reachable = channels.filter((kind) => reaches[kind]);
  const inOrder = reachable.length > 0 ? reachable : channels;
  const used = followUpChannels.filter((kind) => kind === lastKind);
  const chosen: FollowUpChannel[] = [];
  while (chosen.length < count) {
    const lastUse = (kind: FollowUpChannel) => [...used, ...chosen].lastIndexOf(kind);
    const [next = 'call'] = inOrder.toSorted((one, other) => lastUse(one) - lastUse(other));
    chosen.push(next);
  }
  return chosen;
}
