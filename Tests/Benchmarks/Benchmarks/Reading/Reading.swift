import Benchmark
import Ingest

/// Reading order files into a ledger, from memory: rows a second, peak memory.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .throughput, .peakMemoryResident], maxDuration: .seconds(5), maxIterations: 20)
  for rows in [10_000, 1_000_000] {
    Benchmark("readLedger, \(rows) rows") { benchmark in
      let source = Source.bytes(name: "orders.csv", GeneratedOrders.text(rows: rows))
      benchmark.startMeasurement()
      blackHole(try readLedger([source]))
      benchmark.stopMeasurement()
    }
  }
}
