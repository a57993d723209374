//! The members of a population, and their outputs.

use super::batch::MemberBatch;
use super::storage::{DefaultStorage, Storage};
#[cfg(feature = "rayon")]
use super::threads::{forward, losses as compute_losses};
use crate::batch::members::{MemberInputs, Sharing};
#[cfg(not(feature = "rayon"))]
use crate::batch::members::{forward, losses as compute_losses};
use crate::layer::members::{gather, lanes_of_all, lanes_of_all_mut, scatter};
use crate::layer::parameters::Parameters;
#[cfg(feature = "alloc")]
use crate::layer::parameters::zeroed_vec;
use crate::loss::Loss;
use crate::model::Vector;
use crate::network::Network;
use crate::simd::lanes::LANES;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt::{self, Debug};
use core::marker::PhantomData;

/// Many networks of one type, its members, that are computed sixteen at a time.
///
/// Parameter `p` of sixteen members is one vector. This is for networks so small that one of them does not fill a
/// vector: agents that evolve, deep ensembles, sweeps over settings. [`Population::get`] and [`Population::set`] copy members from and to single networks, bit for bit.
///
/// ```
/// use mlp::population::Population;
/// use mlp::prelude::*;
///
/// mlp! { struct Brain: 2 => 8 tanh => 1 tanh }
///
/// let mut brains = Population::<Brain>::seeded(100, 7);
/// // each member has an input of its own
/// let inputs: Vec<[f32; 2]> = (0..100).map(|member| [member as f32 / 100.0, 0.5]).collect();
/// let mut outputs = vec![[0.0]; 100];
/// brains.forward(&inputs, &mut outputs);
///
/// let single: Brain = brains.get(17);
/// assert_eq!(single.params(), Brain::seeded(7 + 17).params());
/// assert!((outputs[17][0] - single.forward(&inputs[17])[0]).abs() < 1e-6);
/// brains.set(3, &single);
/// ```
///
/// # Numbers
///
/// A member's values depend neither on its place nor on the other members. Weighted sums run from the bias on over the
/// inputs in order, with one rounding for each product and sum where the instruction set has fused multiply-adds. These
/// are the sums of the kernels for many samples, so that outputs have the bits of [`Network::forward_batch`] where that
/// takes these kernels. [`Network::forward`] of one sample rounds each product on its own or adds in another order:
/// outputs then differ by the rounding of the sums, a few times 2^-24 of their terms.
///
/// # Storage
///
/// The parameters are `[block][parameter][lane]`: a block is sixteen members, the last one is filled up with zeros. They
/// are on the heap by default. `Population<N, [[N; 16]; BLOCKS]>` ([`Population::from_storage`]) holds a fixed number of
/// blocks in place.
#[derive(Clone)]
pub struct Population<N, S = DefaultStorage<N>> {
    /// The values of whole blocks of networks. What lies in the place of one network are not its own values.
    pub(super) storage: S,
    pub(super) members: usize,
    network: PhantomData<N>,
}

#[cfg(feature = "alloc")]
impl<N: Parameters> Population<N> {
    /// Returns members whose parameters are all zero.
    #[must_use]
    pub fn zeroed(members: usize) -> Self {
        Self { storage: zeroed_vec(members.next_multiple_of(LANES)), members, network: PhantomData }
    }

    /// Returns a population whose members are copies of networks.
    ///
    /// Member `i` has the parameters of the `i`-th network.
    #[must_use]
    pub fn from_networks<'a>(networks: impl IntoIterator<Item = &'a N>) -> Self {
        let networks: Vec<&N> = networks.into_iter().collect();
        let mut population = Self::zeroed(networks.len());
        for (member, net) in networks.into_iter().enumerate() {
            population.set(member, net);
        }
        population
    }
}

#[cfg(feature = "alloc")]
impl<N: Network> Population<N> {
    /// Returns members with initial weights from seeds: member `i` is `N::seeded(seed + i)`.
    ///
    /// The sum wraps around at 2^64.
    ///
    /// ```
    /// use mlp::population::Population;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 tanh => 1 }
    ///
    /// let nets = Population::<Net>::seeded(20, 40);
    /// assert_eq!(nets.get(2).params(), Net::seeded(42).params());
    /// ```
    #[must_use]
    pub fn seeded(members: usize, seed: u64) -> Self {
        let mut population = Self::zeroed(members);
        population.initialize(seed);
        population
    }
}

impl<N: Parameters, S: Storage<N>> Population<N, S> {
    /// Returns `members` members in this storage, whose parameters are all zero.
    ///
    /// ```
    /// use mlp::population::Population;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 tanh => 1 }
    ///
    /// // two blocks of sixteen, without a heap
    /// let mut nets = Population::from_storage([const { [const { Net::ZERO }; 16] }; 2], 20);
    /// nets.initialize(7);
    /// assert_eq!(nets.get(19).params(), Net::seeded(26).params());
    /// ```
    ///
    /// # Panics
    ///
    /// If the storage has no place for so many members, or not whole blocks of sixteen.
    #[must_use]
    pub fn from_storage(mut storage: S, members: usize) -> Self {
        let places = storage.networks().len();
        assert!(
            members <= places && places.is_multiple_of(LANES),
            "{members} members, but places for {places}: expected a multiple of {LANES} that is at least as large"
        );
        lanes_of_all_mut(storage.networks_mut()).fill([0.0; LANES]);
        Self { storage, members, network: PhantomData }
    }

    /// Returns the number of members.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.members
    }

    /// Returns whether there are no members.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.members == 0
    }

    /// Returns a copy of a member.
    ///
    /// A large network is copied into a place of its own by [`Population::copy_to`].
    ///
    /// # Panics
    ///
    /// If there is no such member.
    #[must_use]
    pub fn get(&self, member: usize) -> N {
        let mut net = N::ZERO;
        self.copy_to(member, &mut net);
        net
    }

    /// Copies the parameters of a member to a network.
    ///
    /// # Panics
    ///
    /// If there is no such member.
    pub fn copy_to(&self, member: usize, net: &mut N) {
        self.copy_params_to(member, net.params_slice_mut());
    }

    /// Copies the parameters of a member, in the order of [`Parameters::params_slice`](crate::Parameters::params_slice).
    ///
    /// # Panics
    ///
    /// If there is no such member, or if `params` has not one value for each parameter.
    pub fn copy_params_to(&self, member: usize, params: &mut [f32]) {
        self.check_member(member);
        assert_params(N::COUNT, params.len());
        gather(&self.lanes()[member / LANES * N::COUNT..][..N::COUNT], member % LANES, params);
    }

    /// Replaces a member by a copy of a network.
    ///
    /// # Panics
    ///
    /// If there is no such member.
    pub fn set(&mut self, member: usize, net: &N) {
        self.set_params(member, net.params_slice());
    }

    /// Replaces the parameters of a member, in the order of [`Parameters::params_slice`](crate::Parameters::params_slice).
    ///
    /// # Panics
    ///
    /// If there is no such member, or if `params` has not one value for each parameter.
    pub fn set_params(&mut self, member: usize, params: &[f32]) {
        self.check_member(member);
        assert_params(N::COUNT, params.len());
        let lanes = lanes_of_all_mut(self.storage.networks_mut());
        scatter(params, &mut lanes[member / LANES * N::COUNT..][..N::COUNT], member % LANES);
    }

    /// Returns copies of all members, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = N> + '_ {
        (0..self.members).map(|member| self.get(member))
    }

    /// Returns the parameters `[block][parameter][lane]`: those of member `i` are in lane `i % 16` of block `i / 16`.
    ///
    /// Lanes without a member are zero.
    #[must_use]
    pub fn lanes(&self) -> &[[f32; 16]] {
        lanes_of_all(self.storage.networks())
    }

    /// # Panics
    ///
    /// If there is no such member.
    fn check_member(&self, member: usize) {
        assert!(member < self.members, "member {member} of a population of {}", self.members);
    }
}

impl<N: Network, S: Storage<N>> Population<N, S> {
    /// Replaces the parameters of all members by initial weights: member `i` becomes `N::seeded(seed + i)`.
    pub fn initialize(&mut self, seed: u64) {
        #[cfg(feature = "alloc")]
        let mut net = N::zeroed_boxed();
        #[cfg(not(feature = "alloc"))]
        let mut net = N::ZERO;
        for member in 0..self.members {
            net.initialize(seed.wrapping_add(member as u64));
            self.set(member, &net);
        }
    }

    /// Computes the outputs of each member for an input of its own: `outputs[i]` becomes member `i`'s for `inputs[i]`.
    ///
    /// # Panics
    ///
    /// If there are not as many inputs and outputs as members.
    pub fn forward(&self, inputs: &[N::Input], outputs: &mut [N::Output]) {
        assert_each("inputs", inputs.len(), self.members);
        assert_each("outputs", outputs.len(), self.members);
        self.run(Sharing::Own, inputs, 1, outputs);
    }

    /// Computes the outputs of each member for all samples: `outputs[i * inputs.len() + s]` becomes member `i`'s for
    /// `inputs[s]`.
    ///
    /// ```
    /// use mlp::population::Population;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 tanh => 1 }
    ///
    /// let nets = Population::<Net>::seeded(20, 7);
    /// let (inputs, mut outputs) = ([[0.0, 1.0], [1.0, 0.5], [0.2, 0.3]], [[0.0]; 3 * 20]);
    /// nets.forward_shared(&inputs, &mut outputs);
    /// let of_member_5 = &outputs[5 * 3..6 * 3];
    /// assert!((of_member_5[1][0] - nets.get(5).forward(&inputs[1])[0]).abs() < 1e-6);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are not as many outputs as members times samples.
    pub fn forward_shared(&self, inputs: &[N::Input], outputs: &mut [N::Output]) {
        assert_each("outputs", outputs.len(), self.members * inputs.len());
        self.run(Sharing::Shared, inputs, inputs.len(), outputs);
    }

    fn run(&self, sharing: Sharing, inputs: &[N::Input], samples: usize, outputs: &mut [N::Output]) {
        if self.is_empty() {
            return;
        }
        // its address stands for all members; its values are not read
        let net = &self.storage.networks()[0];
        let inputs = MemberInputs { values: N::Input::flatten(inputs), sharing, samples, members: self.members };
        forward(net, self.lanes(), inputs, N::Output::flatten_mut(outputs));
    }

    /// Writes the mean loss of each member over a batch; 0 for an empty batch.
    ///
    /// # Panics
    ///
    /// If there are not as many losses as members, or the batch is not for so many members, or if a class index is not
    /// below the number of outputs.
    pub fn loss<L: Loss<N>>(&self, loss: L, batch: MemberBatch<'_, N::Input, L::Target>, losses: &mut [f32]) {
        assert_each("losses", losses.len(), self.members);
        if self.is_empty() {
            return;
        }
        // as in `run`
        let net = &self.storage.networks()[0];
        match batch.erase::<N, L>(self.members) {
            None => losses.fill(0.0),
            Some(samples) => compute_losses(net, loss, self.lanes(), samples, losses),
        }
    }
}

/// Prints the numbers of members and of their parameters.
impl<N: Parameters, S> Debug for Population<N, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Population of {} networks with {} parameters each", self.members, N::COUNT)
    }
}

/// # Panics
///
/// If there are not as many values as there should be.
fn assert_each(what: &str, found: usize, expected: usize) {
    assert!(found == expected, "{found} {what}, expected {expected}: one for each member and sample");
}

/// # Panics
///
/// If there is not one value for each parameter.
fn assert_params(parameters: usize, found: usize) {
    assert!(found == parameters, "{found} values for a network of {parameters} parameters");
}
