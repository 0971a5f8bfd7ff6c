// swift-tools-version: 6.1
import PackageDescription

// The house. Imports go one way only, and the dependency lists below are what enforces it:
//
//   Ledger ← Ingest     Ledger ← Analytics ← Panels → Canvas     Ledger ← Workbook ← Panels     Ledger ← DemoShop
//   Ingest, Panels, Workbook, DemoShop ← Dashboard        CNcurses ← NcursesTerminal → Canvas
//   Dashboard, NcursesTerminal ← clientele

/// The theme files in `themes/`, embedded so that the binary runs alone from any folder.
let themes = ["terminal", "midnight", "forest", "paper", "colourblind", "mono"]

/// The segments in `Sources/Workbook/Shipped`, embedded likewise.
let segments = [
  "vip", "new", "loyal", "promising-second-order", "about-to-lapse", "at-risk", "lapsed-big-spenders", "back-again",
  "one-time", "price-only", "returns-a-lot", "no-contact-data",
]

/// The words of the languages in `Sources/Ingest/Languages`, embedded likewise.
let languages = [
  "en", "zh", "es", "pt", "fr", "de", "it", "nl", "pl", "cs", "sv", "da", "fi", "hu", "ro", "el", "tr", "ru", "uk",
  "id",
  "vi", "th", "ja", "ko", "ar",
]

let package = Package(
  name: "clientele",
  products: [
    .executable(name: "clientele", targets: ["clientele"]),
    .library(name: "ClienteleAnalytics", targets: ["Ledger", "Ingest", "Analytics"]),
    .library(name: "ClienteleDashboard", targets: ["Canvas", "Panels", "Dashboard", "DemoShop", "NcursesTerminal"]),
  ],
  dependencies: [
    // Sub-commands, options and `--help` are solved there; nothing about them is ours.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Theme and settings files are TOML: a complete, well-tested parser behind a small interface.
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // The C doors: ncurses with its wide interface, and the formats that order files come in: zlib for `.csv.gz`, libzip
    // and expat for `.zip` and `.xlsx`, SQLite for databases, yajl for JSON with numbers as they are written.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYajl", providers: [.apt(["libyajl-dev"])]),
    // How Chinese names sound and their other script, accents taken off, what encoding bytes have: ICU, which knows all of
    // Unicode.
    .systemLibrary(name: "CICU", providers: [.apt(["libicu-dev"])]),
    // Regular expressions of the filter language: PCRE2 is quick over a million rows, says where a pattern is broken, and
    // can be told when to give up.
    .systemLibrary(name: "CPCRE", providers: [.apt(["libpcre2-dev"])]),
    // The keyed hash that stands for a masked key: cryptography is never our own.
    .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    // The search for separators, 64 bytes at a step, as inline functions: Swift has no movemask.
    .systemLibrary(name: "CScan"),

    .target(name: "Ledger"),
    .target(
      name: "Ingest", dependencies: ["Ledger", "CZlib", "CZip", "CExpat", "CSQLite", "CYajl", "CScan", "CICU"],
      resources: languages.map { .embedInCode("Languages/\($0).words") }
        + [.embedInCode("Rows/Status/status-words.txt")]),
    .target(name: "Analytics", dependencies: ["Ledger", "CICU", "CPCRE", "CScan"]),
    .target(
      name: "Workbook", dependencies: ["Ledger", "CSQLite", "CSodium"],
      resources: segments.map { .embedInCode("Shipped/\($0).segment") }),
    .target(name: "DemoShop", dependencies: ["Ledger"]),
    .target(
      name: "Themes", path: "themes",
      resources: themes.map { .embedInCode("\($0).toml") }),
    .target(
      name: "Canvas",
      dependencies: ["Themes", .product(name: "TOMLKit", package: "TOMLKit")]),
    .target(name: "Panels", dependencies: ["Analytics", "Canvas", "Ledger", "Workbook"]),
    .target(
      name: "Dashboard",
      dependencies: [
        "Panels", "Workbook", "Ingest", "DemoShop", "Canvas", "Analytics", "Ledger",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    .target(name: "NcursesTerminal", dependencies: ["CNcurses", "Canvas"]),
    .executableTarget(
      name: "clientele",
      dependencies: [
        "Dashboard", "NcursesTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The public data sets beside the project, for tests; they are skipped where it is absent.
    .target(name: "SharedDataSets", path: "Tests/SharedDataSets"),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger"]),
    .testTarget(name: "IngestTests", dependencies: ["Ingest", "SharedDataSets"]),
    .testTarget(name: "AnalyticsTests", dependencies: ["Analytics", "Ingest", "SharedDataSets"]),
    .testTarget(name: "WorkbookTests", dependencies: ["Workbook", "Analytics", "Ingest"]),
    .testTarget(name: "DemoShopTests", dependencies: ["DemoShop", "Ingest", "Analytics"]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"]),
    .testTarget(name: "TerminalTests", dependencies: ["NcursesTerminal"]),
    .testTarget(name: "PanelsTests", dependencies: ["Panels", "Ingest", "DemoShop"]),
    .testTarget(name: "DashboardTests", dependencies: ["Dashboard", "SharedDataSets"]),
    .testTarget(name: "EndToEndTests", dependencies: ["clientele"]),
  ],
  swiftLanguageModes: [.v6]
)
