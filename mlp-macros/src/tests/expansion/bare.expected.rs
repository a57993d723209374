// mlp! {
//     2 => 1, seed = 9
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

fn value() -> impl Network {
    {
        /// A multilayer perceptron: `2 => 1`
        #[derive(::core::clone::Clone)]
        #[repr(C)]
        struct AnonymousNetwork {
            /// Layer 1: 2 inputs, 1 unit, identity.
            l1: Dense<2, 1>,
        }
        impl AnonymousNetwork {
            /// The number of inputs.
            const INPUTS: usize = 2;
            /// The number of outputs.
            const OUTPUTS: usize = 1;
            /// The number of parameters: all weights and biases.
            const PARAMS: usize = 3;
            /// The number of multiply-adds in one forward pass.
            const MACS: usize = 2;
            /// Returns a network whose parameters are all zero.
            #[must_use]
            const fn zeroed() -> Self {
                Self { l1: Dense::zeroed() }
            }
            /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
            #[doc(alias("new", "default"))]
            #[must_use]
            fn seeded(#[cfg(doc)] seed: u64, #[cfg(not(doc))] seed: u64) -> Self {
                let mut net = Self::zeroed();
                Network::initialize(&mut net, seed);
                net
            }
            /// Returns the network with these parameters, in the order of [`Self::params`].
            #[must_use]
            fn from_params(
                #[cfg(doc)]
                params: &[f32; 3],
                #[cfg(not(doc))]
                params: &[f32; 3],
            ) -> Self {
                let mut net = Self::zeroed();
                *Self::params_mut(&mut net) = *params;
                net
            }
            /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
            #[must_use]
            fn params(&self) -> &[f32; 3] {
                parameters(self)
            }
            /// Returns all parameters, to change them.
            #[must_use]
            fn params_mut(&mut self) -> &mut [f32; 3] {
                parameters_mut(self)
            }
            /// Returns the outputs for one sample.
            #[doc(alias = "predict")]
            #[must_use]
            #[inline]
            fn forward(
                &self,
                #[cfg(doc)]
                input: &[f32; 2],
                #[cfg(not(doc))]
                input: &[f32; 2],
            ) -> [f32; 1] {
                Network::forward(self, input)
            }
            /// Writes the outputs for many samples.
            ///
            /// # Panics
            ///
            /// If `inputs` and `outputs` differ in length.
            fn forward_batch(
                &self,
                #[cfg(doc)]
                inputs: &[[f32; 2]],
                #[cfg(not(doc))]
                inputs: &[[f32; 2]],
                #[cfg(doc)]
                outputs: &mut [[f32; 1]],
                #[cfg(not(doc))]
                outputs: &mut [[f32; 1]],
            ) {
                Network::forward_batch(self, inputs, outputs);
            }
        }
        const _: fn() -> AnonymousNetwork = AnonymousNetwork::zeroed;
        #[automatically_derived]
        impl ::core::cmp::PartialEq for AnonymousNetwork {
            fn eq(
                &self,
                #[cfg(doc)]
                other: &Self,
                #[cfg(not(doc))]
                other: &Self,
            ) -> ::core::primitive::bool {
                Self::params(self) == Self::params(other)
            }
        }
        #[automatically_derived]
        unsafe impl Parameters for AnonymousNetwork {
            const COUNT: usize = {
                let layers = <Dense<2, 1> as Parameters>::COUNT;
                ::core::assert!(layers == 3);
                layers
            };
            const ZERO: Self = Self::zeroed();
            fn visit_layers(
                path: &LayerPath<'_>,
                visit: &mut dyn ::core::ops::FnMut(&LayerPath<'_>, &LayerInfo),
            ) {
                visit(
                    path,
                    &LayerInfo {
                        name: "l1",
                        inputs: 2,
                        units: 1,
                        bias: true,
                        activation: "identity",
                        initialization: Initialization::Xavier,
                        bias_initialization: Initialization::Zeros,
                        dropout: 0.0,
                        frozen: false,
                        module: 0,
                        begins: 0,
                        ends: 0,
                    },
                );
            }
        }
        #[automatically_derived]
        impl ::core::fmt::Debug for AnonymousNetwork {
            fn fmt(
                &self,
                #[cfg(doc)]
                formatter: &mut ::core::fmt::Formatter<'_>,
                #[cfg(not(doc))]
                formatter: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                describe::<Self>("mlp!", formatter)
            }
        }
        implement_serde! {
            AnonymousNetwork
        }
        #[doc(hidden)]
        #[automatically_derived]
        impl Shape for AnonymousNetwork {
            type Inputs = ::mlp::typenum::U2;
            type Outputs = ::mlp::typenum::U1;
            type Params = ::mlp::typenum::U3;
        }
        #[automatically_derived]
        impl Model for AnonymousNetwork {
            type Input = [f32; 2];
            type Output = [f32; 1];
            type Last = activation::Identity;
            const MULTIPLY_ADDS: usize = 2;
            const TAPE: usize = 0;
            const WIDEST: usize = 1;
            const DROPOUT: bool = false;
            #[cfg(not(debug_assertions))]
            #[inline]
            fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
                unrolled::forward_single(self, input)
            }
            #[cfg(debug_assertions)]
            #[inline]
            fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
                let y0 = input;
                let mut y1 = [0.0; 1];
                single::dense(&self.l1, &y0[..], &mut y1);
                single::activate_last(activation::Identity, &mut y1);
                y1
            }
            #[inline]
            fn last() -> activation::Identity {
                activation::Identity
            }
            fn forward_matrix(
                &self,
                pass: &mut ForwardPass<'_>,
                y0: &[f32],
                tape: &mut [f32],
                z: &mut [f32],
            ) {
                end_of_tape(tape);
                ForwardPass::dense(pass, &self.l1, y0, z);
            }
            fn backward_matrix(
                pass: &mut BackwardPass<'_>,
                y0: &mut [f32],
                tape: &mut [f32],
                d: &mut [f32],
                inputs: InputDerivatives,
            ) {
                end_of_tape(tape);
                BackwardPass::dense::<
                    Dense<2, 1>,
                >(pass, 0, y0, d, Upstream::inputs(inputs));
            }
        }
        #[automatically_derived]
        #[doc(hidden)]
        impl Compiled for AnonymousNetwork {
            #[cfg(not(debug_assertions))]
            const GRADIENT: CompiledGradient = CompiledGradient::Always;
            #[cfg(not(debug_assertions))]
            #[inline(always)]
            fn compiled_gradient<L: Loss<Self>>(
                &self,
                loss: L,
                inputs: &[[f32; 2]],
                targets: &[L::Target],
                gradient: &mut Self,
            ) -> ::core::option::Option<f32> {
                ::core::option::Option::Some(
                    unrolled::gradient(self, loss, inputs, targets, gradient),
                )
            }
            #[cfg(not(debug_assertions))]
            fn compiled_loss<L: Loss<Self>>(
                &self,
                loss: L,
                inputs: &[[f32; 2]],
                targets: &[L::Target],
            ) -> ::core::option::Option<f32> {
                ::core::option::Option::Some(unrolled::loss(self, loss, inputs, targets))
            }
            #[cfg(not(debug_assertions))]
            fn compiled_forward(
                &self,
                inputs: &[[f32; 2]],
                outputs: &mut [[f32; 1]],
            ) -> bool {
                unrolled::forward_batch(self, inputs, outputs);
                true
            }
        }
        #[cfg(not(debug_assertions))]
        #[automatically_derived]
        impl Unrolled for AnonymousNetwork {
            type Inputs<V: Lanes> = [V; 2];
            type Outputs<V: Lanes> = [V; 1];
            type Gradient<V: Lanes> = [V; 3];
            type Tape<V: Lanes> = ();
            /// From the inputs `y0` to the sums of the last layer: `z` are a layer's sums, `y` its outputs.
            #[inline(always)]
            fn forward_lanes<V: Lanes>(&self, y0: &[V; 2]) -> (Self::Tape<V>, [V; 1]) {
                let (w, b) = (&self.l1.weights, &self.l1.biases);
                let z1 = [y0[0].affine(w[0][0], b[0]).add_scaled(y0[1], w[1][0])];
                ((), z1)
            }
            /// From the derivatives `d` of the last sums to those of all parameters, `g`.
            #[inline(always)]
            fn backward_lanes<V: Lanes>(
                &self,
                y0: &[V; 2],
                tape: &Self::Tape<V>,
                d: [V; 1],
                g: &mut [V; 3],
            ) {
                let () = tape;
                let d1 = d;
                Lanes::add_product(&mut g[0], y0[0], d1[0]);
                Lanes::add_product(&mut g[1], y0[1], d1[0]);
                Lanes::add_term(&mut g[2], d1[0]);
            }
        }
        AnonymousNetwork::seeded(9)
    }
}
