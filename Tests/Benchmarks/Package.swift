// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product does not pay for the benchmark library.
let package = Package(
  name: "clientele-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "clientele", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Reading",
      dependencies: [
        .product(name: "ClienteleAnalytics", package: "clientele"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Reading",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // On a pseudo terminal of its own, so a plain program: the benchmark library talks through standard output.
    .executableTarget(
      name: "Rendering",
      dependencies: [
        .product(name: "ClienteleAnalytics", package: "clientele"),
        .product(name: "ClienteleDashboard", package: "clientele"),
      ],
      path: "Benchmarks/Rendering"),
    // A ledger made in memory and a search that is asked for each letter: nothing that the benchmark library would add.
    .executableTarget(
      name: "Finding",
      dependencies: [
        .product(name: "ClienteleAnalytics", package: "clientele"),
        .product(name: "ClienteleDashboard", package: "clientele"),
      ],
      path: "Benchmarks/Finding"),
    // All analyses for another day, on one thread and on two: a plain program like the search.
    .executableTarget(
      name: "Recomputing",
      dependencies: [
        .product(name: "ClienteleAnalytics", package: "clientele"),
        .product(name: "ClienteleDashboard", package: "clientele"),
      ],
      path: "Benchmarks/Recomputing"),
  ],
  swiftLanguageModes: [.v6]
)
