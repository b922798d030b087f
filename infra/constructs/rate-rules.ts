import { CfnIPSet, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { addressBlocks } from './address-blocks.ts';
import type { AlarmDescription } from './operator-view.ts';

const windowSeconds = 300;

/** A rule that slows down who sends too fast, and the words of its alarm. */
export interface RateRule {
  readonly name: string;
  readonly statement: CfnWebACL.StatementProperty;
  readonly alarm: Pick<AlarmDescription, 'id' | 'happened' | 'remedy'>;
}

/** Whether a request carries what may be a key; whether it is one, the API asks. */
export const hasKey: CfnWebACL.StatementProperty = {
  sizeConstraintStatement: {
    fieldToMatch: { singleHeader: { Name: 'authorization' } },
    comparisonOperator: 'GT',
    size: 0,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

/**
 * The rules by rate. Requests are counted by their address, all but those that come with a key from an address of a known
 * sender: these are counted by the key. Anybody can write a header, so only the address gets a request out of the first rule,
 * and what comes from there without a header stays in it: AWS WAF leaves requests without the header out of the second.
 */
export function rateRules(scope: Construct, stage: Stage): readonly RateRule[] {
  const blocks = addressBlocks(stage.knownSenders);
  const known = (['IPV4', 'IPV6'] as const).flatMap((version) =>
    blocks[version].length > 0 ? [isOf(addressSet(scope, stage, { version, addresses: blocks[version] }))] : [],
  );
  const [first] = known;
  if (first === undefined) return [byAddress(stage)];
  const isKnown = known.length === 1 ? first : { orStatement: { statements: known } };
  const isCounted = { andStatement: { statements: [isKnown, hasKey] } };
  return [
    byAddress(stage, { notStatement: { statement: isCounted } }),
    byKey(stage, isCounted),
    byKnownAddress(stage, isKnown),
  ];
}

function addressSet(
  scope: Construct,
  stage: Stage,
  { version, addresses }: { readonly version: 'IPV4' | 'IPV6'; readonly addresses: readonly string[] },
): CfnIPSet {
  return new CfnIPSet(scope, `KnownSenders${version}`, {
    name: `${stage.base}-known-senders-${version.toLowerCase()}`,
    description: 'Addresses of senders that are counted by their keys',
    scope: 'REGIONAL',
    ipAddressVersion: version,
    addresses: [...addresses],
  });
}

function isOf({ attrArn }: CfnIPSet): CfnWebACL.StatementProperty {
  return { ipSetReferenceStatement: { arn: attrArn } };
}

function byAddress(stage: Stage, scopeDownStatement?: CfnWebACL.StatementProperty): RateRule {
  const { requestsPerAddress } = stage.firewall;
  const counted = {
    limit: requestsPerAddress,
    aggregateKeyType: 'IP',
    ...(scopeDownStatement && { scopeDownStatement }),
  };
  return {
    name: 'rate',
    statement: { rateBasedStatement: counted },
    alarm: {
      id: 'AddressSlowedDown',
      happened: `One address sent more than ${requestsPerAddress} requests in five minutes and is answered with 429 until it sends less.`,
      remedy: `Run \`npm run log -- firewall\`: it shows the address. A sender that waits and repeats, as 429 asks it to, loses nothing; agree on a slower pace with it, or enter its addresses in knownSenders in lanekeeper.config.json and deploy: then its keys are counted. Nothing has to be done about anybody else.`,
    },
  };
}

/** The usage plan answers a key above its rate with 429; who goes on at twice that does not heed it. */
function byKey({ callerThrottle }: Stage, scopeDownStatement: CfnWebACL.StatementProperty): RateRule {
  const limit = 2 * callerThrottle.rate * windowSeconds;
  // One key written in several ways is one. As a hash it tells nobody the key, wherever AWS may show what was counted.
  const textTransformations = ['COMPRESS_WHITE_SPACE', 'LOWERCASE', 'MD5'].map((type, priority) => ({
    priority,
    type,
  }));
  const customKeys = [{ header: { name: 'authorization', textTransformations } }];
  return {
    name: 'rate-of-key',
    statement: { rateBasedStatement: { limit, aggregateKeyType: 'CUSTOM_KEYS', customKeys, scopeDownStatement } },
    alarm: {
      id: 'KeySlowedDown',
      happened: `A known sender sent more than ${limit} requests in five minutes with one key and is answered with 429 until it sends less with it.`,
      remedy: `Run \`npm run log -- firewall\`: it shows the address, and never the key. The usage plan lets ${callerThrottle.rate} a second of a key through, so the sender does not wait when it is told to: agree on a slower pace or on more keys with it, or raise callerThrottle in lanekeeper.config.json. Nothing has to be done about its other keys or anybody else.`,
    },
  };
}

/** With made-up keys an address would be counted nowhere else; more than the whole API takes helps no sender. */
function byKnownAddress({ apiThrottle }: Stage, scopeDownStatement: CfnWebACL.StatementProperty): RateRule {
  const limit = apiThrottle.rate * windowSeconds;
  return {
    name: 'rate-of-known-sender',
    statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP', scopeDownStatement } },
    alarm: {
      id: 'KnownSenderSlowedDown',
      happened: `One address of a known sender sent more than ${limit} requests in five minutes, which is all that the API takes, and is answered with 429 until it sends less.`,
      remedy: `Run \`npm run log -- firewall\`: it shows the address. Ask its sender whether it meant to; if it did not, take the address out of knownSenders in lanekeeper.config.json and deploy. A sender that waits and repeats, as 429 asks it to, loses nothing.`,
    },
  };
}
