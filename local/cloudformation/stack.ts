import type { StackArtifact } from './assembly.ts';
import { holds } from './condition.ts';
import { DeclaredResource, type Named } from './declared-resource.ts';
import { noValue, resolve, type Scope } from './intrinsic.ts';
import { type Place, type ResourceKinds, Unsupported } from './resource.ts';
import type { Template } from './template.ts';

/** What the stacks of one place share. */
export interface World {
  readonly kinds: ResourceKinds;
  readonly place: Place;
  /** Every export by name; asking for its value tells `named` which resources it names. */
  readonly exports: Map<string, (named: Named) => unknown>;
}

/** One stack: what its template's names stand for, and the resources it declares. */
export class Stack {
  readonly resources = new Map<string, DeclaredResource>();
  readonly #name: string;
  readonly #template: Template;
  readonly #world: World;
  readonly #conditions = new Map<string, boolean | undefined>();

  constructor(artifact: StackArtifact, world: World) {
    this.#name = artifact.stackName;
    this.#template = artifact.template;
    this.#world = world;
    const conditional = this.#scope(() => {});
    for (const [logicalId, declared] of Object.entries(artifact.template.Resources)) {
      if (declared.Condition !== undefined && !conditional.condition(declared.Condition)) continue;
      const resource = new DeclaredResource({ stack: this.#name, logicalId }, declared, (named) => this.#scope(named));
      this.resources.set(logicalId, resource);
    }
    this.#export(conditional);
  }

  #export(scope: Scope): void {
    for (const { Value, Condition, Export } of Object.values(this.#template.Outputs)) {
      if (!Export || (Condition !== undefined && !scope.condition(Condition))) continue;
      const name = String(resolve(Export.Name, scope));
      if (this.#world.exports.has(name)) throw new Unsupported(`${this.#name}: the export ${name} is taken`);
      this.#world.exports.set(name, (named) => resolve(Value, this.#scope(named)));
    }
  }

  /** The names of this stack, for one reader: `named` hears of the resources it names. */
  #scope(named: Named): Scope {
    const declared = (logicalId: string) => {
      const resource = this.resources.get(logicalId);
      if (!resource) throw new Unsupported(`${this.#name} has no resource ${logicalId}`);
      named(resource);
      return { resource, identity: resource.identity(this.#world.kinds[resource.type], this.#world.place) };
    };
    const scope: Scope = {
      ref: (name) => {
        if (name.startsWith('AWS::')) return this.#pseudoParameter(name);
        if (Object.hasOwn(this.#template.Parameters, name)) return this.#parameter(name);
        return declared(name).identity.ref;
      },
      attribute: (logicalId, attribute) => {
        const { resource, identity } = declared(logicalId);
        const value = identity.attributes[attribute];
        if (value === undefined)
          throw new Unsupported(`Fn::GetAtt ${attribute} of ${resource.path} (${resource.type}) is not emulated`);
        return value;
      },
      imported: (exportName) => {
        const value = this.#world.exports.get(exportName);
        if (!value) throw new Unsupported(`no stack exports ${exportName}`);
        return value(named);
      },
      mapped: (map, first, second) => {
        const value = this.#template.Mappings[map]?.[first]?.[second];
        if (value === undefined) throw new Unsupported(`the mapping ${map} has no ${first}.${second}`);
        return value;
      },
      condition: (name) => this.#condition(name, scope),
    };
    return scope;
  }

  #condition(name: string, scope: Scope): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const expression = this.#template.Conditions[name];
    if (expression === undefined) throw new Unsupported(`${this.#name} has no condition ${name}`);
    if (this.#conditions.has(name)) throw new Unsupported(`${this.#name}: the condition ${name} depends on itself`);
    this.#conditions.set(name, undefined);
    const value = holds(expression, scope);
    this.#conditions.set(name, value);
    return value;
  }

  #parameter(name: string): unknown {
    const parameter = this.#template.Parameters[name];
    if (parameter?.Type.startsWith('AWS::'))
      throw new Unsupported(`${this.#name}: the parameter ${name} of type ${parameter.Type} is not emulated`);
    if (parameter?.Default === undefined) throw new Unsupported(`${this.#name}: the parameter ${name} has no default`);
    const value = String(parameter.Default);
    return parameter.Type === 'CommaDelimitedList' ? value.split(',').map((item) => item.trim()) : value;
  }

  #pseudoParameter(name: string): unknown {
    const { account, partition, region } = this.#world.place;
    const known: Readonly<Record<string, unknown>> = {
      'AWS::AccountId': account,
      'AWS::NoValue': noValue,
      'AWS::NotificationARNs': [],
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${this.#name}/00000000-0000-4000-8000-000000000000`,
      'AWS::StackName': this.#name,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    const value = known[name];
    if (value === undefined) throw new Unsupported(`${this.#name}: ${name} is not emulated`);
    return value;
  }
}
