/**
 * Amazon SES v2: SendEmail with simple content. Nothing leaves the runtime: what is sent is kept and can be read.
 *
 * Identities need no verification here: any address may send, so that the app can be tried before it has one.
 * A configuration set must exist in the templates; what it does on AWS (events, suppression) is not emulated.
 * Of AWS::SES::EmailIdentity only its name and configuration set count, for permissions. Refused: raw and templated content, attachments, bulk sending, other actions.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Place, type ResourceKind, type ResourceKinds, refuseOthers } from '../cloudformation/resource.ts';
import { type AwsCall, AwsError, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import { KeptList } from '../journal/kept-list.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SentMessage } from './message.ts';
import { readEmail } from './send-email.ts';
import { SendingIdentities } from './sending-identities.ts';

export interface Ses {
  readonly kinds: ResourceKinds;
  /** All that was handed to a provider, oldest first. */
  messages(): readonly SentMessage[];
  /** Keeps what another channel's provider was handed. */
  record(message: SentMessage): void;
}

interface SesState {
  readonly messages: KeptList<SentMessage>;
  readonly configurationSets: Set<string>;
  readonly identities: SendingIdentities;
}

interface SesParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
  /** Where the identities of the templates are put; whoever decides about permissions asks for them. */
  readonly identities?: SendingIdentities;
}

/** Puts SES into service. */
export function createSes(parts: SesParts): Ses {
  const messages = new KeptList<SentMessage>((parts.journal ?? noJournal).shelf('mails'));
  const { identities = new SendingIdentities() } = parts;
  const state: SesState = { messages, configurationSets: new Set(), identities };
  parts.dispatcher.register('ses', async (call) => {
    if (call.action !== 'SendEmail') throw unsupportedAction(call);
    return sendEmail(state, call, parts.scheduler.now());
  });
  return {
    kinds: {
      'AWS::SES::ConfigurationSet': configurationSetKind(state),
      'AWS::SES::EmailIdentity': emailIdentityKind(state),
    },
    messages: () => state.messages.all,
    record: (message) => state.messages.add(message),
  };
}

function sendEmail(state: SesState, call: AwsCall, now: number): Record<string, unknown> {
  const { message, configurationSet } = readEmail(call, now);
  if (configurationSet !== undefined && !state.configurationSets.has(configurationSet))
    throw new AwsError('NotFoundException', `Configuration set <${configurationSet}> does not exist.`, { status: 404 });
  state.messages.add(message);
  return { MessageId: `0100${randomBytes(6).toString('hex')}-${randomUUID()}-000000` };
}

function configurationSetKind(state: SesState): ResourceKind {
  return {
    identify(physicalName, { Name }) {
      return { ref: typeof Name === 'string' ? Name : physicalName, attributes: {} };
    },
    load(resource) {
      refuseOthers(resource, ['Name'], configurationSetOptions);
      state.configurationSets.add(resource.ref);
    },
  };
}

const configurationSetOptions = [
  'DeliveryOptions',
  'ReputationOptions',
  'SendingOptions',
  'SuppressionOptions',
  'TrackingOptions',
  'VdmOptions',
  'ArchivingOptions',
  'Tags',
];

const identityOptions = ['DkimAttributes', 'DkimSigningAttributes', 'FeedbackAttributes', 'MailFromAttributes', 'Tags'];
const identityShape = z.object({ ConfigurationSetName: z.string().optional() }).optional();

function emailIdentityKind(state: SesState): ResourceKind {
  return {
    identify(physicalName, { EmailIdentity }) {
      const identity = typeof EmailIdentity === 'string' ? EmailIdentity : physicalName;
      const tokens = [1, 2, 3].flatMap((number) => [
        [`DkimDNSTokenName${number}`, `token${number}._domainkey.${identity}`],
        [`DkimDNSTokenValue${number}`, `token${number}.dkim.amazonses.com`],
      ]);
      return { ref: identity, attributes: Object.fromEntries(tokens) };
    },
    load(resource) {
      refuseOthers(resource, ['EmailIdentity', 'ConfigurationSetAttributes'], identityOptions);
      const attributes = identityShape.parse(resource.properties['ConfigurationSetAttributes']);
      state.identities.declare(resource.ref, attributes?.ConfigurationSetName);
    },
  };
}
