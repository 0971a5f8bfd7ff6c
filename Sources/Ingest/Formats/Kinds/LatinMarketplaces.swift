extension Formats {
  /// Tiendanube and Nuvemshop, Mercado Libre and Mercado Livre.
  ///
  /// Headers: Nuvemshop as in tests of programs that import its exports, Tiendanube and Mercado Libre as such programs
  /// name them.
  static let latinMarketplaces: [FileKind] = [
    FileKind(
      id: "tiendanube-orders", platform: "Tiendanube / Nuvemshop",
      title: "Sales (ventas, vendas), one row per line, in Spanish and Portuguese", role: .orders,
      signature: [
        ["Número de orden", "Número do Pedido"], ["Estado del pago", "Status do Pagamento"],
        ["Nombre del producto", "Nome do Produto"], ["Precio del producto", "Valor do Produto"],
      ],
      headers: FileKind.list(
        """
        Número de orden,Email,Fecha,Estado de la orden,Estado del pago,Estado del envío,Moneda,Subtotal de productos,
        Descuento,Costo de envío,Total,Nombre del comprador,DNI / CUIT,Teléfono,Nombre para el envío,
        Teléfono para el envío,Dirección,Número,Piso,Localidad,Ciudad,Código postal,Provincia o estado,País,
        Medio de envío,Medio de pago,Cupón de descuento,Notas del comprador,Notas del vendedor,Fecha de pago,
        Fecha de envío,Nombre del producto,Precio del producto,Cantidad del producto,SKU,Canal,
        Código de tracking del envío,Identificador de la transacción en el medio de pago,Identificador de la orden,
        Producto Fisico,Persona que registró la venta,Sucursal de venta,Vendedor,Fecha y hora de cancelación,
        Motivo de cancelación
        """),
      columns: [
        (.orderId, ["Número de orden", "Número do Pedido"]), (.email, ["Email", "E-mail"]),
        (.phone, ["Teléfono", "Telefone"]), (.name, ["Nombre del comprador", "Nome do comprador"]),
        (.orderedAt, ["Fecha", "Data"]), (.paidAt, ["Fecha de pago", "Data de pagamento"]),
        (.status, ["Estado de la orden", "Status do Pedido"]),
        (.paymentStatus, ["Estado del pago", "Status do Pagamento"]),
        (.cancelledAt, ["Fecha y hora de cancelación", "Data e hora do cancelamento"]),
        (.currency, ["Moneda", "Moeda"]), (.orderDiscount, ["Descuento", "Desconto"]),
        (.shipping, ["Costo de envío", "Valor do Frete"]), (.total, ["Total"]),
        (.product, ["Nombre del producto", "Nome do Produto"]),
        (.unitPrice, ["Precio del producto", "Valor do Produto"]),
        (.quantity, ["Cantidad del producto", "Quantidade Comprada"]), (.sku, ["SKU"]),
        (.coupon, ["Cupón de descuento", "Cupom de Desconto"]), (.channel, ["Canal"]),
        (.region, ["Provincia o estado", "Estado"]), (.city, ["Ciudad", "Cidade", "Localidad"]),
        (.country, ["País"]),
      ], dateOrder: .dmy, translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "Abierta": "paid", "Cerrada": "paid", "Archivada": "paid", "Cancelada": "cancelled", "Aberto": "paid",
          "Fechado": "paid", "Arquivado": "paid", "Cancelado": "cancelled",
        ],
        .paymentStatus: [
          "Recibido": "paid", "Pagado": "paid", "Pendiente": "unpaid", "Autorizado": "unpaid", "Rechazado": "unpaid",
          "Anulado": "cancelled", "Abandonado": "unpaid", "Reintegrado": "refunded", "Reembolsado": "refunded",
          "Confirmado": "paid", "Recebido": "paid", "Pago": "paid", "Pendente": "unpaid", "Recusado": "unpaid",
          "Em análise": "unpaid", "Estornado": "refunded", "Cancelado": "cancelled",
        ],
      ], notes: ["A refund is known by the state of the payment, without its day or amount."],
      how: "Ventas > Exportar (Vendas > Exportar)"),
    FileKind(
      id: "mercadolibre-sales", platform: "Mercado Libre / Mercado Livre",
      title: "Sales (Ventas, Vendas), one row per item, in Spanish and Portuguese", role: .orders,
      signature: [
        ["# de venta", "N.º de venda", "Nº de venda"], ["Unidades"],
        ["Título de la publicación", "Título do anúncio"],
        [
          "Ingresos por productos (*)", "Receita por produtos (*)", "Precio unitario de venta de la publicación (*)",
          "Preço unitário de venda do anúncio (*)", "Ingresos por productos", "Receita por produtos",
        ],
      ],
      headers: FileKind.list(
        """
        # de venta,Fecha de venta,Estado,Descripción del estado,Paquete de varios productos,Pertenece a un kit,Unidades,
        Ingresos por productos (ARS),Cargo por venta e impuestos (ARS),Ingresos por envío (ARS),Costos de envío (ARS),
        Anulaciones y reembolsos (ARS),Total (ARS),Mes de facturación de tus cargos,Venta por publicidad,SKU,
        # de publicación,Canal de venta,Título de la publicación,Variante,
        Precio unitario de venta de la publicación (ARS),Tipo de publicación,Factura adjunta,Datos personales o de empresa,
        Tipo y número de documento,Dirección,Comprador,DNI,Domicilio,Ciudad,Código postal,País,Forma de entrega,
        Fecha en camino,Fecha entregado,Transportista,Número de seguimiento
        """),
      columns: [
        (.orderId, ["# de venta", "N.º de venda", "Nº de venda"]), (.orderedAt, ["Fecha de venta", "Data da venda"]),
        (.status, ["Estado"]), (.customerId, ["DNI", "CPF", "RUT", "Cédula"]), (.name, ["Comprador"]),
        (.sku, ["SKU", "# de publicación", "# de anúncio"]),
        (.product, ["Título de la publicación", "Título do anúncio"]), (.quantity, ["Unidades"]),
        (
          .lineTotal,
          ["Ingresos por productos (*)", "Receita por produtos (*)", "Ingresos por productos", "Receita por produtos"]
        ),
        (
          .unitPrice,
          ["Precio unitario de venta de la publicación (*)", "Preço unitário de venda do anúncio (*)"]
        ),
        (.shipping, ["Ingresos por envío (*)", "Receita por envio (*)"]),
        (.refund, ["Anulaciones y reembolsos (*)", "Cancelamentos e reembolsos (*)"]),
        (.channel, ["Canal de venta", "Canal de venda"]), (.city, ["Ciudad", "Cidade"]), (.country, ["País"]),
      ], dateOrder: .dmy, translation: MercadoLibreTranslation.self,
      notes: [
        "Fees of the marketplace are no discount.",
        "The row of a parcel repeats what its items say: it is joined to them.",
        "Refunds have no date: they count on the sale's day.",
      ], how: "Ventas > Descargar Excel de ventas"),
  ]
}
