import { resolve, type Scope } from './intrinsic.ts';
import { type Identity, type Place, type Resource, type ResourceKind, Unsupported } from './resource.ts';
import type { TemplateResource } from './template.ts';

/** A resource of a stack before it is loaded: its identity and properties are worked out when somebody asks. */
export class DeclaredResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  readonly dependsOn: readonly string[];
  /** The resources that its properties name, known once they are resolved. */
  readonly named = new Set<DeclaredResource>();
  readonly #declared: TemplateResource;
  readonly #scope: Scope;
  readonly #properties = new Map<string, unknown>();
  #identity: Identity | 'being worked out' | undefined;

  constructor(at: { stack: string; logicalId: string }, declared: TemplateResource, scope: (named: Named) => Scope) {
    this.stack = at.stack;
    this.logicalId = at.logicalId;
    this.type = declared.Type;
    const path = declared.Metadata['aws:cdk:path'];
    this.path = typeof path === 'string' ? path : `${at.stack}/${at.logicalId}`;
    this.dependsOn = declared.DependsOn;
    this.#declared = declared;
    this.#scope = scope((resource) => this.named.add(resource));
  }

  /** What `Ref` and `Fn::GetAtt` give. Throws Unsupported when its name depends on itself. */
  identity(kind: ResourceKind | undefined, place: Place): Identity {
    if (this.#identity === 'being worked out') throw new Unsupported(`${this.path}: its name depends on itself`);
    if (this.#identity) return this.#identity;
    this.#identity = 'being worked out';
    const physicalName = `${this.stack}-${this.logicalId}`;
    this.#identity = kind?.identify(physicalName, this.#lazyProperties(), place) ?? {
      ref: physicalName,
      attributes: {},
    };
    return this.#identity;
  }

  /** The resource as services load it. Throws Unsupported for a property that cannot be resolved. */
  resolved(identity: Identity): Resource {
    const properties: Record<string, unknown> = {};
    for (const name of Object.keys(this.#declared.Properties)) {
      const value = this.#property(name);
      if (value !== undefined) properties[name] = value;
    }
    const { stack, logicalId, type, path } = this;
    return { stack, logicalId, type, path, properties, metadata: this.#metadata(), ...identity };
  }

  /** Only what is written for this runtime is resolved; the rest of the metadata is CDK's. */
  #metadata(): Record<string, unknown> {
    const entries = Object.entries(this.#declared.Metadata);
    return Object.fromEntries(
      entries.map(([key, value]) => [key, key.startsWith('local:') ? resolve(value, this.#scope) : value]),
    );
  }

  /** A name may be worked out while another property still waits for a resource that is named after this one. */
  #lazyProperties(): Readonly<Record<string, unknown>> {
    const lazy = {};
    for (const name of Object.keys(this.#declared.Properties))
      Object.defineProperty(lazy, name, { enumerable: true, get: () => this.#property(name) });
    return lazy;
  }

  #property(name: string): unknown {
    if (!this.#properties.has(name)) {
      const wrapped = resolve([this.#declared.Properties[name]], this.#scope);
      this.#properties.set(name, Array.isArray(wrapped) ? wrapped[0] : undefined);
    }
    return this.#properties.get(name);
  }
}

/** Hears of every resource that a value names. */
export type Named = (resource: DeclaredResource) => void;
