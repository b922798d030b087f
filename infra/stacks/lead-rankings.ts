import type { LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { leadSlaBreached } from '../../functions/events/lead.events.ts';
import { leadAddressedElsewhere } from '../../functions/events/lead-address.events.ts';
import { factRanking } from '../constructs/fact-graphs.ts';
import type { Stage } from '../stages.ts';

/** Whose leads need a look. Two stores that send with each other's key stand in the second one twice, either way. */
export function leadRankings(stage: Stage): readonly LogQueryWidget[] {
  return [
    factRanking(stage, {
      title: 'Stores with the most breaches',
      fact: leadSlaBreached.type,
      counted: 'breaches',
      by: ['dealerId'],
    }),
    factRanking(stage, {
      title: 'Leads with the key of one store that name another',
      fact: leadAddressedElsewhere.type,
      counted: 'leads',
      by: ['dealerId', 'otherDealerId'],
    }),
  ];
}
