/**
 * Amazon SNS: standard topics that publish to queues, functions and e-mail addresses (whose mail is kept, not sent), with a
 * text of its own for each protocol where the message has one (MessageStructure).
 *
 * E-mail subscriptions need no confirmation. What a subscriber refuses is written to stderr and not delivered again.
 * Refused: FIFO topics, filter policies, redrive policies of subscriptions, other protocols, PublishBatch, text
 * messages, other actions.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import { KeptList } from '../journal/kept-list.ts';
import type { Scheduler } from '../scheduler.ts';
import { publish } from './publish.ts';
import { snsKinds } from './sns.resource.ts';
import type { SnsState, TopicEmail } from './topic.ts';

export interface Sns {
  readonly kinds: ResourceKinds;
  /** What was sent to e-mail subscriptions, oldest first. */
  emails(): readonly TopicEmail[];
}

interface SnsParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
}

/** Puts SNS into service. */
export function createSns({ scheduler, dispatcher, journal = noJournal }: SnsParts): Sns {
  const state: SnsState = { topics: new Map(), emails: new KeptList(journal.shelf('mails of topics')) };
  dispatcher.register('sns', async (call) => {
    if (call.action !== 'Publish') throw unsupportedAction(call);
    return publish({ state, dispatcher, scheduler }, call);
  });
  return { kinds: snsKinds(state), emails: () => state.emails.all };
}
