import { createHash } from 'node:crypto';
import type { Identity, Place, Resource, ResourceKind, ResourceKinds } from './resource.ts';

/** Why a type may stand in a template although it changes nothing here. */
export const noEffect: Readonly<Record<string, string>> = {
  'Custom::S3AutoDeleteObjects': 'empties a bucket when its stack is deleted, which no stack is here',
  'AWS::CDK::Metadata': 'tells AWS which constructs are used',
  'AWS::KMS::Key': 'named; nothing is encrypted on this machine, and no key is asked for',
  'AWS::KMS::Alias': 'named; nothing is encrypted on this machine',
  'AWS::ApiGateway::DomainName': 'named; an API is called at this machine’s address',
  'AWS::ApiGateway::BasePathMapping': 'an API is called at this machine’s address, with its stage',
  'AWS::WAFv2::WebACL': 'named; only this machine can call the API',
  'AWS::WAFv2::IPSet': 'named; only this machine can call the API',
  'AWS::WAFv2::WebACLAssociation': 'only this machine can call the API',
  'AWS::WAFv2::LoggingConfiguration': 'only this machine can call the API',
  'AWS::Budgets::Budget': 'nothing is billed',
  'AWS::XRay::Group': 'no traces are collected',
  'AWS::XRay::SamplingRule': 'no traces are collected',
  'AWS::XRay::ResourcePolicy': 'no traces are collected',
  'AWS::XRay::TransactionSearchConfig': 'no traces are collected',
  'AWS::SSM::Parameter': 'named; reading one is refused',
  'AWS::Logs::ResourcePolicy': 'lets AWS services deliver logs, which no service here does',
  'AWS::ServiceCatalogAppRegistry::Application': 'an inventory for people',
  'AWS::ServiceCatalogAppRegistry::ResourceAssociation': 'an inventory for people',
  'AWS::ResourceGroups::Group': 'an inventory for people',
};

const named: ResourceKinds = {
  'AWS::KMS::Key': { identify: keyIdentity },
  'AWS::KMS::Alias': { identify: (physicalName, properties) => byProperty(physicalName, properties['AliasName']) },
  'AWS::ApiGateway::DomainName': { identify: domainIdentity },
  'AWS::WAFv2::WebACL': { identify: firewallIdentity('webacl') },
  'AWS::WAFv2::IPSet': { identify: firewallIdentity('ipset') },
  'AWS::SSM::Parameter': { identify: (physicalName, properties) => byProperty(physicalName, properties['Name']) },
};

const plain: ResourceKind = { identify: (physicalName) => ({ ref: physicalName, attributes: {} }) };

/** The kinds of `noEffect`: named where other resources may name them, and otherwise left alone. */
export const noEffectKinds: ResourceKinds = Object.fromEntries(
  Object.keys(noEffect).map((type) => [type, named[type] ?? plain]),
);

function byProperty(physicalName: string, name: unknown): Identity {
  return { ref: typeof name === 'string' ? name : physicalName, attributes: {} };
}

function keyIdentity(physicalName: string, _properties: unknown, place: Place): Identity {
  const id = uuidOf(physicalName);
  const arn = `arn:${place.partition}:kms:${place.region}:${place.account}:key/${id}`;
  return { ref: id, attributes: { Arn: arn, KeyId: id } };
}

/** What a DNS record would go to, in names that lead nowhere. */
function domainIdentity(physicalName: string, { DomainName }: Resource['properties'], { region }: Place): Identity {
  const RegionalDomainName = `d-${uuidOf(physicalName).slice(0, 8)}.execute-api.${region}.invalid`;
  const attributes = { RegionalDomainName, RegionalHostedZoneId: `Z${uuidOf(physicalName).slice(-12).toUpperCase()}` };
  return { ref: typeof DomainName === 'string' ? DomainName : physicalName, attributes };
}

function firewallIdentity(kind: 'webacl' | 'ipset'): ResourceKind['identify'] {
  return (physicalName, properties, place) => {
    const name = typeof properties['Name'] === 'string' ? properties['Name'] : physicalName;
    const id = uuidOf(physicalName);
    const arn = `arn:${place.partition}:wafv2:${place.region}:${place.account}:regional/${kind}/${name}/${id}`;
    return { ref: `${name}|${id}|REGIONAL`, attributes: { Arn: arn, Id: id } };
  };
}

/** The same name has the same id at every start. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
