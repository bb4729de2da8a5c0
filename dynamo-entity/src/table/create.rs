//! Creating the table that a schema describes: `Table::create`.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::operation::create_table as sdk;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::operation::create_table::{CreateTableError, CreateTableInput};
use aws_sdk_dynamodb::operation::describe_table::DescribeTable;
use aws_sdk_dynamodb::operation::describe_time_to_live::DescribeTimeToLive;
use aws_sdk_dynamodb::operation::update_time_to_live::UpdateTimeToLive;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, IndexStatus, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProjectionType, ProvisionedThroughput, TableDescription, TableStatus,
    TimeToLiveSpecification, TimeToLiveStatus,
};

use crate::entity::registry::Schema;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::table::shape::{IndexShape, KeyAttribute, Keys, Projected, Shape};
use crate::wire::fault;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};
use crate::wire::target::incomplete;

/// How long to wait for a table to become active. DynamoDB creates one within a minute or two.
const PATIENCE: Duration = Duration::from_mins(10);
/// The first and the longest pause between two checks.
const PAUSES: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(2));

/// Creates the table if it does not exist: `DescribeTable`, then `CreateTable` and, if configured, `UpdateTimeToLive`.
///
/// An existing table is never altered or dropped. If it has another shape, the error lists the differences.
///
/// The chapter [Testing](mod@crate::guide::testing) of the guide has examples.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct CreateTable {
    table: Arc<TableClient>,
    /// Read and write capacity units; `None` means on-demand capacity.
    provisioned: Option<(i64, i64)>,
    time_to_live: Option<String>,
}

impl<S: Schema> Table<S> {
    /// Creates this table from its schema if it does not exist.
    pub fn create(&self) -> CreateTable {
        CreateTable {
            table: self.inner(),
            provisioned: None,
            time_to_live: S::schema().time_to_live().map(str::to_owned),
        }
    }
}

impl CreateTable {
    /// Provisions this many read and write capacity units, for the table and for each global secondary index. The default
    /// is on-demand capacity. DynamoDB requires 1 or more of each.
    pub fn provisioned(mut self, read: u32, write: u32) -> Self {
        self.provisioned = Some((read.into(), write.into()));
        self
    }

    /// Makes DynamoDB delete expired items: those whose `attribute`, a number of seconds since 1970, is in the past.
    /// DynamoDB deletes them some time later.
    ///
    /// This is the default for an entity's field with `#[entity(ttl)]`.
    pub fn time_to_live(mut self, attribute: impl Into<String>) -> Self {
        self.time_to_live = Some(attribute.into());
        self
    }

    /// Returns the request that [`send`](CreateTable::send) sends if there is no table.
    ///
    /// # Errors
    /// Fails if the schema has no entities, or if [`provisioned`](CreateTable::provisioned) was given zero units.
    pub fn request(&self) -> Result<CreateTableInput> {
        self.build()?.as_input().clone().build().map_err(incomplete)
    }

    /// Creates the table if it does not exist, waits until it and its indexes are active, and enables time to live if
    /// configured.
    ///
    /// # Errors
    /// [`is_table_mismatch`](Error::is_table_mismatch) if a table of another shape exists; if DynamoDB or the connection
    /// failed; or if the table was not active within ten minutes.
    pub fn send(self) -> Sending<()> {
        Sending::new(async move {
            let request = self.build()?;
            let wanted = Shape::wanted(self.table.schema);
            if self.table.describe().await?.is_none() {
                let created = self.table.call::<sdk::CreateTable>(request).await;
                if let Err(error) = created {
                    // Another process may have created the table in the meantime; its shape is checked below.
                    let is_there = error
                        .as_service_error()
                        .is_some_and(CreateTableError::is_resource_in_use_exception);
                    if !is_there {
                        return Err(fault::service(error));
                    }
                }
            }
            let described = self.table.active().await?;
            let differences = Shape::described(&described).differences(&wanted);
            if !differences.is_empty() {
                return Err(Error::new(Fault::TableMismatch(differences)));
            }
            match &self.time_to_live {
                Some(attribute) => self.table.enable_time_to_live(attribute).await,
                None => Ok(()),
            }
        })
    }

    fn build(&self) -> Result<CreateTableFluentBuilder> {
        let shape = Shape::wanted(self.table.schema);
        if let Some((0, _) | (_, 0)) = self.provisioned {
            return Err(Error::input(
                "`provisioned` is 0; DynamoDB takes 1 or more units for reads and for writes",
            ));
        }
        let throughput = self.provisioned.map(throughput).transpose()?;
        let mut request = (self.table.client)
            .create_table()
            .table_name(&self.table.name)
            .set_key_schema(Some(key_schema(&shape.key)?))
            .set_provisioned_throughput(throughput.clone())
            .billing_mode(match self.provisioned {
                Some(_) => BillingMode::Provisioned,
                None => BillingMode::PayPerRequest,
            });
        for (name, ty) in shape.attributes() {
            request = request.attribute_definitions(
                AttributeDefinition::builder()
                    .attribute_name(name)
                    .attribute_type(ty.clone())
                    .build()
                    .map_err(incomplete)?,
            );
        }
        for (name, index) in &shape.indexes {
            request = if index.local {
                let index = LocalSecondaryIndex::builder()
                    .index_name(name)
                    .set_key_schema(Some(key_schema(&index.key)?))
                    .projection(projection(index));
                request.local_secondary_indexes(index.build().map_err(incomplete)?)
            } else {
                let index = GlobalSecondaryIndex::builder()
                    .index_name(name)
                    .set_key_schema(Some(key_schema(&index.key)?))
                    .projection(projection(index))
                    .set_provisioned_throughput(throughput.clone());
                request.global_secondary_indexes(index.build().map_err(incomplete)?)
            };
        }
        Ok(request)
    }
}

impl TableClient {
    /// Describes the existing table. Returns `None` if it does not exist.
    pub(super) async fn describe(&self) -> Result<Option<TableDescription>> {
        let request = self.client.describe_table().table_name(&self.name);
        match self.call::<DescribeTable>(request).await {
            Ok(output) => Ok(output.table),
            Err(error) => match error.as_service_error() {
                Some(service) if service.is_resource_not_found_exception() => Ok(None),
                _ => Err(fault::service(error)),
            },
        }
    }

    /// Waits until the table and all its indexes are active.
    async fn active(&self) -> Result<TableDescription> {
        let (mut pause, longest) = PAUSES;
        let mut waited = Duration::ZERO;
        loop {
            let described = self.describe().await?;
            if let Some(table) = described.filter(is_active) {
                return Ok(table);
            }
            if waited >= PATIENCE {
                return Err(Error::input(format!(
                    "the table `{}` was not active within {} seconds",
                    self.name,
                    PATIENCE.as_secs()
                )));
            }
            tokio::time::sleep(pause).await;
            waited += pause;
            pause = (pause * 2).min(longest);
        }
    }

    /// Returns the attribute on which time to live is enabled.
    pub(super) async fn time_to_live(&self) -> Result<Option<String>> {
        let request = self.client.describe_time_to_live().table_name(&self.name);
        let output = self.call::<DescribeTimeToLive>(request).await.map_err(fault::service)?;
        let enabled = output.time_to_live_description.filter(|current| {
            let status = current.time_to_live_status();
            matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling))
        });
        Ok(enabled.and_then(|current| current.attribute_name))
    }

    async fn enable_time_to_live(&self, attribute: &str) -> Result<()> {
        match self.time_to_live().await? {
            Some(name) if name == attribute => return Ok(()),
            Some(name) => {
                return Err(Error::new(Fault::TableMismatch(vec![format!(
                    "time to live is on `{name}`, not on `{attribute}`"
                )])));
            }
            None => {}
        }
        let specification = TimeToLiveSpecification::builder()
            .enabled(true)
            .attribute_name(attribute)
            .build()
            .map_err(incomplete)?;
        let request = self
            .client
            .update_time_to_live()
            .table_name(&self.name)
            .time_to_live_specification(specification);
        let updated = self.call::<UpdateTimeToLive>(request).await;
        updated.map(drop).map_err(fault::service)
    }
}

fn is_active(table: &TableDescription) -> bool {
    table.table_status() == Some(&TableStatus::Active)
        && table
            .global_secondary_indexes()
            .iter()
            .all(|index| index.index_status() == Some(&IndexStatus::Active))
}

fn throughput((read, write): (i64, i64)) -> Result<ProvisionedThroughput> {
    ProvisionedThroughput::builder()
        .read_capacity_units(read)
        .write_capacity_units(write)
        .build()
        .map_err(incomplete)
}

fn key_schema(key: &Keys) -> Result<Vec<KeySchemaElement>> {
    let element = |attribute: &KeyAttribute, ty: KeyType| {
        KeySchemaElement::builder()
            .attribute_name(&attribute.name)
            .key_type(ty)
            .build()
            .map_err(incomplete)
    };
    let pk = key.pk.iter().map(|attribute| element(attribute, KeyType::Hash));
    let sk = key.sk.iter().map(|attribute| element(attribute, KeyType::Range));
    pk.chain(sk).collect()
}

fn projection(index: &IndexShape) -> Projection {
    let builder = Projection::builder();
    match &index.projected {
        Projected::All => builder.projection_type(ProjectionType::All),
        Projected::Only(attributes) if attributes.is_empty() => builder.projection_type(ProjectionType::KeysOnly),
        Projected::Only(attributes) => builder
            .projection_type(ProjectionType::Include)
            .set_non_key_attributes(Some(attributes.iter().cloned().collect())),
    }
    .build()
}
