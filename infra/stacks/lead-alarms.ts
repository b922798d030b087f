import { Duration } from 'aws-cdk-lib';
import { escalatedToNobody, keptForTooMany, keyOfNobody } from '../../functions/events/event-measures.ts';
import { leadProviderIdRepeated } from '../../functions/events/lead.events.ts';
import { factMetric } from '../constructs/fact-graphs.ts';
import type { OperatorView } from '../constructs/operator-view.ts';
import type { Stage } from '../stages.ts';

const period = Duration.minutes(5);

/** What ops must hear of leads and of their people. */
export function leadAlarms(stage: Stage): OperatorView['alarms'] {
  return [
    {
      id: 'EscalatedToNobody',
      metric: factMetric(stage, escalatedToNobody, { period }),
      threshold: 1,
      happened: 'A lead that nobody answered was escalated, and its store names nobody for that level.',
      remedy:
        "See whose leads with `npm run log -- relay-facts --fact lead.sla-breached.v1`. Enter the store's sales manager, general manager and, with the OEM's key, district with PUT /v1/dealers/{dealerId}, and tell the store of the lead.",
    },
    {
      id: 'TooManyRequests',
      metric: factMetric(stage, keptForTooMany, { period }),
      threshold: 1,
      happened:
        'One person, or several whom nothing tells apart, asked one store over 50 times within 24 hours; what came since is kept and makes no leads.',
      remedy:
        'See who sent them with `npm run log -- relay-facts --fact quarantine.entered.v1`. Where a script sends them, revoke its key or tell its sender. Where one address stands for many people, enter it as a placeholder (policies/identity). What was meant comes back with POST /v1/quarantine/replay {"reason":"too-many-requests"}, fifty a day for each person.',
    },
    ...identityAlarms(stage),
  ];
}

function identityAlarms(stage: Stage): OperatorView['alarms'] {
  return [
    {
      id: 'ProviderIdRepeated',
      metric: factMetric(stage, leadProviderIdRepeated.type, { period }),
      threshold: 1,
      happened: 'A system gave the id of one lead to the lead of another person; both are leads of their own.',
      remedy:
        'See which with `npm run log -- relay-facts --fact lead.provider-id-repeated.v1`: the credential says who sends, GET /v1/leads/{leadId} as what system. Ask the sender for an id per request (most often it sends a listing number, or counts anew); until then its resends in other words are told apart by the person alone. No lead is lost.',
    },
    {
      id: 'KeyOfNobody',
      metric: factMetric(stage, keyOfNobody, { period }),
      threshold: 1,
      happened: 'People of six names stated one e-mail address or phone number; it identifies nobody any more.',
      remedy:
        "See whose key it is with `npm run log -- relay-facts --fact owner.key-shared.v1`; the item OWNER#<id> of the first of the others shows the keys. Most often it is a call centre's number or a form's placeholder: enter it in policies/identity, and ask the sender to leave it out. No lead is lost; people whom nothing else tells apart have a new lead each time they ask.",
    },
  ];
}
