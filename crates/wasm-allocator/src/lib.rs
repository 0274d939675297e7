//! The allocator of the app and of its worker in WebAssembly: that of the standard library, whose frees the optimiser
//! must not see through.
//!
//! With link-time optimisation the allocator (dlmalloc) is inlined into its callers. It keeps the length of a block in
//! the four bytes before it. LLVM knows of a block that was asked for as zeros (`vec![0; n]`) that nobody else has its
//! address and that it reads as zero, and where it sees the allocation and the free in one function it concludes the
//! same of those four bytes: `free` then reads a length of 0, and stops with a trap (dlmalloc's `validate_size`).
//! Read in the code of rustc 1.95 (LLVM 22), compiled from `std` with `lto = "fat"`; since Rust 1.92 the attributes of
//! allocating functions stand on their definitions, too (rust-lang/rust#146766, #147150).
//!
//! [`black_box`] hides where an address comes from. It costs one store and one load for each free and each growth.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

/// For `#[global_allocator]`.
pub struct Opaque;

#[expect(unsafe_code, reason = "allocators cannot be written without")]
// SAFETY: every call goes to `System` with what it was called with.
unsafe impl GlobalAlloc for Opaque {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc`, which is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: see `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: see `alloc`; the address is the same.
        unsafe { System.dealloc(black_box(block), layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: see `dealloc`.
        unsafe { System.realloc(black_box(block), layout, size) }
    }
}
