@testable import Ingest

/// How Shopee names its columns in one language.
struct ShopeeWords: Sendable {
  var language: String
  /// Order, status, created, buyer, product, number, list price, price, pieces, came back, voucher, shipping paid.
  var header: [String]
  var done: String
  var cancelled: String

  static let all: [ShopeeWords] = [
    ShopeeWords(
      language: "English",
      header: [
        "Order ID", "Order Status", "Order Creation Date", "Username (Buyer)", "Product Name", "SKU Reference No.",
        "Original Price", "Deal Price", "Quantity", "Returned quantity", "Seller Voucher(PHP)",
        "Buyer Paid Shipping Fee",
      ], done: "Completed", cancelled: "Cancelled"),
    ShopeeWords(
      language: "Indonesian",
      header: [
        "No. Pesanan", "Status Pesanan", "Waktu Pesanan Dibuat", "Username (Pembeli)", "Nama Produk",
        "Nomor Referensi SKU", "Harga Awal", "Harga Setelah Diskon", "Jumlah", "Returned quantity",
        "Voucher Ditanggung Penjual", "Ongkos Kirim Dibayar oleh Pembeli",
      ], done: "Selesai", cancelled: "Batal"),
    ShopeeWords(
      language: "Vietnamese",
      header: [
        "Mã đơn hàng", "Trạng Thái Đơn Hàng", "Ngày đặt hàng", "Người Mua", "Tên sản phẩm", "SKU phân loại hàng",
        "Giá gốc",
        "Giá ưu đãi", "Số lượng", "Returned quantity", "Mã giảm giá của Shop", "Phí vận chuyển mà người mua trả",
      ], done: "Hoàn thành", cancelled: "Đã hủy"),
    ShopeeWords(
      language: "Portuguese",
      header: [
        "ID do pedido", "Status do pedido", "Data de criação do pedido", "Nome de usuário (comprador)",
        "Nome do Produto",
        "Número de referência SKU", "Preço original", "Preço acordado", "Quantidade", "Returned quantity",
        "Cupom do vendedor", "Taxa de envio pagas pelo comprador",
      ], done: "Concluído", cancelled: "Cancelado"),
    ShopeeWords(
      language: "Chinese (Taiwan)",
      header: [
        "訂單編號", "訂單狀態", "訂單成立日期", "買家帳號", "商品名稱", "商品選項貨號", "商品原價", "商品活動價格", "數量", "退貨數量", "賣場優惠券",
        "買家支付運費",
      ], done: "完成", cancelled: "不成立"),
    ShopeeWords(
      language: "Thai",
      header: [
        "หมายเลขคำสั่งซื้อ", "สถานะการสั่งซื้อ", "วันที่ทำการสั่งซื้อ", "ชื่อผู้ใช้ (ผู้ซื้อ)", "ชื่อสินค้า",
        "เลขอ้างอิง SKU (SKU Reference No.)", "ราคาตั้งต้น", "ราคาขาย", "จำนวน", "จำนวนที่ส่งคืน",
        "โค้ดส่วนลดชำระโดยผู้ขาย", "ค่าจัดส่งที่ชำระโดยผู้ซื้อ",
      ], done: "สำเร็จแล้ว", cancelled: "ยกเลิกแล้ว"),
  ]
}

/// How PayPal names its columns in one language.
struct PayPalWords: Sendable {
  var language: String
  /// Date, time, name, type, status, currency, gross, fee, net, from, to, transaction, item, shipping, reference, impact.
  var header: [String]
  var sale: String
  var refund: String
  var withdrawal: String
  var done: String

  static let all: [PayPalWords] = [
    PayPalWords(
      language: "English",
      header: [
        "Date", "Time", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net", "From Email Address",
        "To Email Address", "Transaction ID", "Item Title", "Shipping and Handling Amount", "Reference Txn ID",
        "Balance Impact",
      ], sale: "Express Checkout Payment", refund: "Payment Refund", withdrawal: "General Withdrawal", done: "Completed"
    ),
    PayPalWords(
      language: "German",
      header: [
        "Datum", "Uhrzeit", "Name", "Typ", "Status", "Währung", "Brutto", "Entgelt", "Netto", "Absender E-Mail-Adresse",
        "Empfänger E-Mail-Adresse", "Transaktionscode", "Artikelbezeichnung", "Versand- und Bearbeitungsgebühr",
        "Zugehöriger Transaktionscode", "Auswirkung auf Guthaben",
      ], sale: "PayPal Express-Zahlung", refund: "Rückzahlung", withdrawal: "Allgemeine Abbuchung",
      done: "Abgeschlossen"),
    PayPalWords(
      language: "French",
      header: [
        "Date", "Heure", "Nom", "Type", "État", "Devise", "Avant commission", "Commission", "Net", "De l'adresse email",
        "À l'adresse email", "Numéro de transaction", "Titre de l'objet", "Montant des frais de port et de traitement",
        "Numéro de la transaction de référence", "Impact sur le solde",
      ], sale: "Paiement Express Checkout", refund: "Remboursement de paiement", withdrawal: "Virement standard",
      done: "Terminé"),
    PayPalWords(
      language: "Spanish",
      header: [
        "Fecha", "Hora", "Nombre", "Tipo", "Estado", "Divisa", "Bruto", "Comisión", "Neto",
        "Correo electrónico del remitente", "Correo electrónico del destinatario", "Id. de transacción",
        "Título del artículo", "Importe de envío y manipulación", "Id. de transacción de referencia",
        "Impacto en el saldo",
      ], sale: "Pago exprés", refund: "Reembolso de pago", withdrawal: "Retirada general", done: "Completado"),
    PayPalWords(
      language: "Italian",
      header: [
        "Data", "Orario", "Nome", "Tipo", "Stato", "Valuta", "Lordo", "Tariffa", "Netto", "Indirizzo email mittente",
        "Indirizzo email destinatario", "Codice transazione", "Titolo oggetto", "Importo spedizione e gestione",
        "Codice transazione di riferimento", "Impatto sul saldo",
      ], sale: "Pagamento Express Checkout", refund: "Rimborso", withdrawal: "Prelievo generico", done: "Completata"),
  ]
}

/// How eBay names its columns in one language: the English name, and the other's.
struct EbayWords: Sendable {
  var language: String
  var names: [String: String]

  private static let english = [
    "Sales Record Number", "Order Number", "Buyer Username", "Sale Date", "Paid On Date", "Shipping And Handling",
    "Item Title", "Custom Label", "Quantity", "Sold For",
  ]

  private init(_ language: String, _ names: [String]) {
    self.language = language
    self.names = Dictionary(zip(EbayWords.english, names), uniquingKeysWith: { first, _ in first })
  }

  static let all: [EbayWords] = [
    EbayWords(
      "Australia and the United Kingdom",
      [
        "Sales Record Number", "Order Number", "Buyer Username", "Sale Date", "Paid On Date", "Postage And Handling",
        "Item Title", "Custom Label", "Quantity", "Sold For",
      ]),
    EbayWords(
      "German",
      [
        "Verkaufsprotokollnummer", "Bestellnummer", "Nutzername des Käufers", "Verkauft am", "Zahlungsdatum",
        "Verpackung und Versand", "Angebotstitel", "Bestandseinheit", "Anzahl", "Verkauft für",
      ]),
    EbayWords(
      "French",
      [
        "Numéro de vente", "Numéro de commande", "Pseudo de l'acheteur", "Date de la vente", "Date du paiement",
        "Frais de livraison", "Titre de l'annonce", "Étiquette personnalisée", "Quantité", "Prix de vente",
      ]),
    EbayWords(
      "Italian",
      [
        "Numero di vendita", "Numero ordine", "Nome utente acquirente", "Data di vendita", "Data di pagamento",
        "Spedizione e imballaggio", "Titolo dell'inserzione", "Etichetta personalizzata", "Quantità", "Venduto per",
      ]),
    EbayWords(
      "Spanish",
      [
        "Número de registro de venta", "Número de pedido", "Nombre de usuario del comprador", "Fecha de venta",
        "Fecha de pago", "Gastos de envío", "Título del anuncio", "Etiqueta personalizada", "Cantidad", "Vendido por",
      ]),
  ]
}

extension Export {
  static func shopee(_ shop: ToyShop, _ words: ShopeeWords) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        let isBack = order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund)
        let cells = [
          "\(order.number)", order.state == .cancelled ? words.cancelled : words.done, "\(order.date) 10:17",
          order.person?.user ?? "", line.product, line.sku, money(line.price), money(line.price - line.discount),
          "\(line.quantity)", isBack ? "\(line.quantity)" : "0", money(order.discount), money(order.shipping),
        ]
        return Dictionary(zip(words.header, cells), uniquingKeysWith: { first, _ in first })
      }
    }
  }

  /// Sales, and refunds as rows of their own.
  static func payPal(_ shop: ToyShop, _ words: PayPalWords) -> [[String: String]] {
    shop.orders.filter { $0.state != .cancelled }.flatMap { order -> [[String: String]] in
      func row(_ type: String, _ gross: Int64, _ id: String, _ from: String, _ to: String, _ back: String) -> [String] {
        [
          gross < 0 ? "2024-04-01" : order.date, order.time, order.person?.name ?? "Guest", type, words.done, "EUR",
          money(gross), "-0.35", money(gross - 35), from, to, id, order.lines[0].product,
          gross < 0 ? "" : money(order.shipping), back, gross < 0 ? "Debit" : "Credit",
        ]
      }
      let buyer = order.person?.email ?? ""
      var rows = [row(words.sale, order.net + order.shipping, "TX\(order.number)", buyer, "shop@example.com", "")]
      if order.refund > 0 {
        rows.append(
          row(words.refund, -order.refund, "RX\(order.number)", "shop@example.com", buyer, "TX\(order.number)"))
      }
      return rows.map { Dictionary(zip(words.header, $0), uniquingKeysWith: { first, _ in first }) }
    }
  }
}
