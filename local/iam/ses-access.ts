import type { AccessOf } from './access.ts';
import { arnOf } from './arn.ts';

/**
 * SES checks the identity it sends with and, where one takes part (named, or the identity's own), the configuration set:
 * a permission for the identity alone is not enough then. `ses:FromAddress` is the bare address.
 */
const sending: AccessOf = ({ input }, { place, sendingIdentity }) => {
  const from = bareAddress(String(input['FromEmailAddress'] ?? ''));
  const { identity, configurationSet: own } = sendingIdentity(from);
  const configurationSet = input['ConfigurationSetName'] ?? own;
  const context = { 'ses:FromAddress': from };
  const resources = [
    String(input['FromEmailAddressIdentityArn'] ?? arnOf('ses', `identity/${identity}`, place)),
    ...(configurationSet === undefined ? [] : [arnOf('ses', `configuration-set/${String(configurationSet)}`, place)]),
  ];
  return resources.map((resource) => ({ action: 'ses:SendEmail', resource, context }));
};

/** `Name <address>` or the address alone. */
function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

/** What calls of SES need. */
export const sesAccess: Readonly<Record<string, AccessOf>> = { SendEmail: sending };
