import type { IKey } from 'aws-cdk-lib/aws-kms';
import { faultsOf, WrongConfiguration } from './configuration/faults.ts';
import { configurationFile, readConfiguration } from './configuration/read.ts';
import { type Configuration, type Installation, trialSchema, type Values } from './configuration/schema.ts';
import { startsIn } from './configuration/start-quotas.ts';
import { managedGroups } from './constructs/managed-rules.ts';
import { baseOf, labelOf, logFolderOf, usualPrefix } from './names.ts';

/** What is taken where neither an installation nor the file's defaults say it: safe for real people's data. */
const builtIn = {
  prefix: usualPrefix,
  apiGatewayLogRole: 'own',
  senderIdentity: 'own',
  encryptionKey: 'aws',
  protectData: true,
  logRetentionDays: 90,
  // The quota of an account lets a table grow to 40,000 write units a second; a new one takes 4,000.
  streamShards: 40,
  mailsPerSecond: 14,
  callerThrottle: { rate: 50, burst: 100 },
  apiThrottle: { rate: 1000, burst: 2000 },
  reservedConcurrency: true,
  // Six keys of one provider at their full rate.
  firewall: { managedGroups, requestsPerAddress: 90_000 },
  features: { archive: true, dashboard: true, firewall: true },
} as const;

type Whole = 'firewall' | 'features';
type Settled = Exclude<keyof typeof builtIn, Whole> | keyof ReturnType<typeof startsIn>;

/** An installation with all its values: everything that differs per stage or region. */
export type Stage = Readonly<Omit<Installation, 'stage' | Settled | Whole> & Pick<Values, Settled>> & {
  readonly [Name in Whole]: { readonly [Part in keyof Values[Name]]-?: Exclude<Values[Name][Part], undefined> };
} & {
  readonly name: string;
  /** What its names begin with: `lanekeeper-dev`. */
  readonly base: string;
  /** By what metrics and events tell it from another. */
  readonly label: string;
  readonly logFolder: string;
  /** The customer's key, once the data stack has it. */
  readonly key?: IKey;
  /** The flags by which a command acts on it. */
  readonly flags: string;
};

interface Among {
  readonly defaults: Configuration['defaults'];
  /** The configuration that has it, where it is not the project's own. */
  readonly file: string | undefined;
  /** Whether another one has its stage and region, and only the prefix tells them apart. */
  readonly hasNamesake: boolean;
}

/** Gives an installation all its values. */
function stageOf({ stage: name, ...own }: Installation, { defaults, file, hasNamesake }: Among): Stage {
  const given = { ...builtIn, ...startsIn(own.region), ...defaults, ...own, name };
  const firewall = { ...builtIn.firewall, ...given.firewall };
  const features = { ...builtIn.features, ...given.features };
  const all = { ...given, firewall, features };
  const { prefix, region } = all;
  const among = prefix === usualPrefix && !hasNamesake ? '' : ` --prefix ${prefix}`;
  const flags = `--stage ${name} --region ${region}${among}${file === undefined ? '' : ` --config ${file}`}`;
  const named = { prefix, stage: name };
  return { ...all, base: baseOf(named), label: labelOf(named), logFolder: logFolderOf(named), flags } as Stage;
}

/** The stages of a configuration, of the project's own unless a file is named; throws where it cannot be used. */
export function stagesIn(file?: string): readonly Stage[] {
  const { installations, defaults } = readConfiguration(file);
  return installations.map((each) => {
    const namesakes = installations.filter(({ stage, region }) => stage === each.stage && region === each.region);
    return stageOf(each, { defaults, file, hasNamesake: namesakes.length > 1 });
  });
}

type TrialField = keyof typeof trialSchema.shape;

/** The fields that may be given for one synth with `-c name=value`, to try their feature. */
export const trialFields = Object.keys(trialSchema.shape) as readonly TrialField[];

/** What may be given for one synth: another file, which stages it is for, and fields of theirs. */
type Overrides = Readonly<Partial<Record<'config' | 'prefix' | 'stage' | 'region' | TrialField, string | undefined>>>;

/** The stages that a synth is for; throws, naming the choices, when none fits. What is given empty counts as not given. */
export function chosenStages({ config, prefix, stage, region, ...fields }: Overrides): readonly [Stage, ...Stage[]] {
  if (config === '') throw new WrongConfiguration('-c', [{ path: ['config'], message: 'names no file' }]);
  const stages = stagesIn(config);
  const isChosen = (each: Stage) =>
    (!stage || each.name === stage) && (!region || each.region === region) && (!prefix || each.prefix === prefix);
  const chosen = stages.filter(isChosen);
  const [first, ...others] = chosen;
  if (first === undefined) {
    const places = stages.map((each) => `${each.name} ${each.region}`).join(', ');
    throw new Error(
      `No stage ${stage ?? '(any)'} in ${region ?? '(any region)'}; ${config || configurationFile} has ${places}.`,
    );
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  const faults = faultsOf(trialSchema, given);
  if (faults.length > 0) throw new WrongConfiguration('-c', faults);
  return [{ ...first, ...given }, ...others.map((each) => ({ ...each, ...given }))];
}
